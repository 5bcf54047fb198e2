/// Sessions of clients: each runs the steps of its dialogue, asks the user database, connects to a
/// back-end and ends in a relay.
///
/// A session lives on the event loop of its client; [org.tohost.proxy.session.ProxySessions] may be
/// used from any thread.
@NullMarked
package org.tohost.proxy.session;

import org.jspecify.annotations.NullMarked;
