package org.tohost.backend.store;

/// What mail amounts to. Each message of a mailbox counts with its whole size, also if others share
/// its body.
///
/// @param octets RFC 9208 5.1, STORAGE
/// @param messages RFC 9208 5.2, MESSAGE
public record Usage(long octets, long messages) {
    /// Of no mail.
    public static final Usage NONE = new Usage(0, 0);

    /// {@return both together}
    public Usage plus(Usage more) {
        return new Usage(octets + more.octets, messages + more.messages);
    }

    /// {@return what these messages amount to}
    static Usage of(Iterable<Message> messages) {
        Usage usage = NONE;
        for (Message message : messages) {
            usage = usage.plus(new Usage(message.size(), 1));
        }
        return usage;
    }
}
