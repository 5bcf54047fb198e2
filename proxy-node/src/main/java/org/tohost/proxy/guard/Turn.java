package org.tohost.proxy.guard;

/// What the client is to hear next, in the order of its commands.
sealed interface Turn {
    /// These octets, which the guard has ready.
    record Said(byte[] reply) implements Turn {}

    /// These octets, and then nothing more.
    record Last(byte[] reply, String why) implements Turn {}

    /// The server's reply.
    record Passed() implements Turn {}

    /// These octets if the server has reset its transaction (RFC 5321 4.1.4), else its reply.
    record Hello(byte[] reply) implements Turn {}

    /// The server's reply to DATA: content follows if it asks for it.
    record Data() implements Turn {}

    /// The server's reply to the content of a message, or to a chunk of it.
    record Content() implements Turn {}
}
