/// Bytes both ways between a client and its back-end, once nobody needs to understand them.
///
/// Two kinds of [org.tohost.proxy.relay.Relay] keep one contract. One is a handler in the pipelines
/// of Netty, on the event loop that both connections belong to. The other takes the sockets out of
/// their event loop and moves bytes through pipes of the kernel, on threads of its own, one a
/// processor; each pair of sockets belongs to one of them. The only package of this module that
/// sees Netty and native calls.
@NullMarked
package org.tohost.proxy.relay;

import org.jspecify.annotations.NullMarked;
