package org.tohost.backend.store;

import java.time.Instant;
import org.tohost.common.domain.MailAddress;

/// A recipient of a message in the queue.
///
/// @param handOver the queue id that names the delivery, the same at each try and on each node: of
///   the first entry that the recipient stood in
/// @param attempts how often delivery was tried
/// @param nextTry not before then; meaningful while pending
/// @param lastReply what was answered last, empty before the first try
public record QueuedRecipient(
        MailAddress address,
        String handOver,
        State state,
        int attempts,
        Instant nextTry,
        String lastReply) {
    /// How far it is.
    public enum State {
        PENDING,
        DELIVERED,
        FAILED
    }

    /// {@return a recipient that was not tried yet}
    public static QueuedRecipient fresh(MailAddress address, String handOver, Instant nextTry) {
        return new QueuedRecipient(address, handOver, State.PENDING, 0, nextTry, "");
    }

    /// {@return this recipient after one more try}
    public QueuedRecipient after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(String reply) -> tried(State.DELIVERED, nextTry, reply);
            case Outcome.Deferred(Instant next, String reply) -> tried(State.PENDING, next, reply);
            case Outcome.Failed(String reply) -> tried(State.FAILED, nextTry, reply);
        };
    }

    private QueuedRecipient tried(State now, Instant next, String reply) {
        return new QueuedRecipient(address, handOver, now, attempts + 1, next, reply);
    }

    /// What a try came to, with the reply of the other side.
    public sealed interface Outcome {
        /// {@return what was answered}
        String reply();

        /// The other side has it.
        record Delivered(String reply) implements Outcome {}

        /// Not now; again not before `nextTry`.
        record Deferred(Instant nextTry, String reply) implements Outcome {}

        /// Never.
        record Failed(String reply) implements Outcome {}
    }
}
