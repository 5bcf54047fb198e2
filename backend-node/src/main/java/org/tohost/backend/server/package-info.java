/// The connections of a back-end: ports, one virtual thread a connection, TLS, who is at the other
/// end, and by which right a session may open a mailbox. Straight blocking code; it knows no
/// protocol's commands.
@NullMarked
package org.tohost.backend.server;

import org.jspecify.annotations.NullMarked;
