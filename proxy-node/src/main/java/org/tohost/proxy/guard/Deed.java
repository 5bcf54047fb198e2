package org.tohost.proxy.guard;

import org.tohost.common.domain.MailAddress;

/// One thing that a guard wants done, in the order of its list.
public sealed interface Deed {
    /// Send these octets to the server.
    record ToHost(byte[] octets) implements Deed {}

    /// Send these octets to the client.
    record ToClient(byte[] octets) implements Deed {}

    /// Find out whether the server may have this recipient, and tell [Guard#judged].
    record Judge(MailAddress recipient) implements Deed {}

    /// Tell the server that the client will send no more.
    record EndOfClient() implements Deed {}

    /// Cut the server off: it must not take the message that it is receiving for a whole one.
    record CutHost() implements Deed {}

    /// Send these octets to the client, and end both connections.
    record End(byte[] lastWords, String why) implements Deed {}
}
