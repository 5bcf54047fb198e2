/// How changes in the directory reach a node within a second: by content synchronisation (RFC
/// 4533), by a persistent search, or by asking each half second.
///
/// Invariants: the listener has a connection of its own, never one of a pool; it never reads the
/// whole directory; "changes may have been missed" is told each time the listener stands anew,
/// after it stands, so that nothing between is lost; what is told is a hint only, the truth is what
/// a look-up then finds; while no listener stands, what is cached ends by its time to live.
///
/// One virtual thread a listener; changes that a server pushes are told on the thread that the LDAP
/// library reads the connection with.
@NullMarked
package org.tohost.ldap.push;

import org.jspecify.annotations.NullMarked;
