/// Logins that a proxy plays to itself before it opens its ports, so that the first of its clients
/// meet compiled code: the proxy's own parts, on event loops of their own and ports of loopback,
/// between actors that play client and back-end. It ends after a while, or once logins become no
/// cheaper.
///
/// Nothing of it is seen outside: users, secrets, back-ends, circuits, counts and meters are made
/// up for it and thrown away, nothing is logged but how it went, and neither the operator's
/// directory nor any back-end is asked. Only the keys of TLS are those of the node. Event loops,
/// but for `Rehearsal`, which blocks its caller.
@NullMarked
package org.tohost.proxy.rehearsal;

import org.jspecify.annotations.NullMarked;
