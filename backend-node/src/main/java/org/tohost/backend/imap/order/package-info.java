/// The order of messages (RFC 5256): what of a subject is compared, and how messages form threads.
/// Pure; any thread. What it costs grows with the number of messages and of the references in them,
/// whatever these are.
@NullMarked
package org.tohost.backend.imap.order;

import org.jspecify.annotations.NullMarked;
