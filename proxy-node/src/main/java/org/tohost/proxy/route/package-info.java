/// Which back-end a session belongs to, and how it is handed over there.
///
/// Router and handshakes are pure; a handshake belongs to one connection to a back-end. The
/// connector works on the client's event loop and calls back there.
@NullMarked
package org.tohost.proxy.route;

import org.jspecify.annotations.NullMarked;
