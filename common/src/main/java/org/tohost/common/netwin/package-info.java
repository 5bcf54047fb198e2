/// The authent protocol, by which mail servers of the NetWin family ask a user database: as its
/// client, over processes ([org.tohost.common.netwin.ProcessModule]) and TCP
/// ([org.tohost.common.netwin.TcpModule]), and as its server
/// ([org.tohost.common.netwin.AuthentServer]). The words are in `words`.
///
/// Invariants: one question at a time on each process and connection; what comes too late, unasked
/// or garbled ends the process or connection and is never taken for an answer; only `-ERR` is "no";
/// what the protocol cannot say is not said; no password is logged. Calls block: virtual threads,
/// any number. Processes are listened to by platform threads of their own, connections by virtual
/// ones.
@NullMarked
package org.tohost.common.netwin;

import org.jspecify.annotations.NullMarked;
