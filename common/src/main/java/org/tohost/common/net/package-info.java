/// Sockets of the event-loop tier: listening, connecting, TLS, framing, and the way to blocking
/// work and back.
///
/// The only package of this module that sees Vert.x and Netty. A connection belongs to one event
/// loop; all its methods are called there and all its callbacks come from there. Nothing here
/// blocks an event loop.
@NullMarked
package org.tohost.common.net;

import org.jspecify.annotations.NullMarked;
