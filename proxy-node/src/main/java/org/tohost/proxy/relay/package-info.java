/// Bytes both ways between a client and its back-end, once nobody needs to understand them.
///
/// The only package of this module that sees Netty. A relay lives on the one event loop that both
/// its connections belong to.
@NullMarked
package org.tohost.proxy.relay;

import org.jspecify.annotations.NullMarked;
