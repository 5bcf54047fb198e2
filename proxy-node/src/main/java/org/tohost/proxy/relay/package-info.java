/// Bytes both ways between a client and its back-end, once nobody needs to understand them.
///
/// The kinds of [org.tohost.proxy.relay.Relay] keep one contract. One is a handler in the pipelines
/// of Netty, on the event loop that both connections belong to. The other takes the sockets out of
/// their event loop and moves bytes through pipes of the kernel, on threads of its own, one a
/// processor; each pair of sockets belongs to one of them. A third kind, on the event loop again,
/// is for SMTP with servers of another make, where a guard looks at each command. The only package
/// of this module that sees Netty and native calls.
@NullMarked
package org.tohost.proxy.relay;

import org.jspecify.annotations.NullMarked;
