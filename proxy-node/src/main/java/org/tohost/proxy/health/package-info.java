/// What the proxy knows of its back-ends before a user comes: who serves, and what they can do.
///
/// [org.tohost.proxy.health.Circuit] and the announcements are pure, time comes in; the others may
/// be used from any thread. Nothing in here opens a connection.
@NullMarked
package org.tohost.proxy.health;

import org.jspecify.annotations.NullMarked;
