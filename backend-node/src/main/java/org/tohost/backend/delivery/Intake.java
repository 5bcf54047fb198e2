package org.tohost.backend.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Acceptance;
import org.tohost.backend.store.Accepted;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Placement;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.common.domain.UserId;
import org.tohost.common.smtp.SmtpReply;

/// Takes messages over. Recipients of this node have theirs in the mailbox, all others in the
/// queue, by one record group: once it is durable, this node answers for each of them. Any thread.
public final class Intake {
    /// What the trace lines of one hand-over may add to a message that was within the limit.
    private static final long TRACE = 64 * 1024;

    private final Site site;
    private final MailStore store;
    private final IntakeSettings settings;
    private final Schedule schedule;
    private final Outcomes outcomes;
    private final SecondLook secondLook;
    private final MailboxRoom room;

    /// What messages are taken into, and who is asked and told of it.
    public record Tools(
            MailStore store,
            RecipientCheck recipients,
            Schedule schedule,
            Outcomes outcomes,
            QuotaSettings quotas) {}

    /// An intake into this store; what it queues is scheduled at once.
    public Intake(Site site, IntakeSettings settings, Tools tools) {
        this.site = site;
        this.store = tools.store();
        this.settings = settings;
        this.schedule = tools.schedule();
        this.outcomes = tools.outcomes();
        this.secondLook = new SecondLook(tools.recipients(), tools.store());
        this.room = new MailboxRoom(tools.store(), tools.quotas());
    }

    /// How messages come in.
    public enum Kind {
        /// From other servers: never changed.
        INBOUND,
        /// From users: Date and Message-ID are added where they are missing (RFC 6409 8).
        SUBMISSION,
        /// From other nodes, which have accepted it: never changed, and what they added is not held
        /// against it.
        HAND_OVER,
        /// From this node itself, which tells a sender that mail was not delivered.
        NOTIFICATION
    }

    /// {@return the most octets that a message may have}
    public long maxSize() {
        return settings.maxSize().octets();
    }

    /// {@return the most recipients that a message may have}
    public int maxRecipients() {
        return settings.maxRecipients();
    }

    /// {@return the reply to a recipient whose mailbox is known to have no room for the message of
    /// this transaction}
    public Optional<SmtpReply> objection(Recipient recipient, Transaction transaction) {
        return room.objection(recipient, transaction.sender(), transaction.size());
    }

    /// Begins to take a message in.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the spool takes nothing
    public Arrival begin(Envelope envelope, Kind kind) throws IOException {
        String queueId = site.nextQueueId();
        Instant now = site.clock().instant();
        String trace = ReceivedLine.of(envelope, site.self(), queueId, now);
        boolean accepted = kind == Kind.HAND_OVER;
        long limit = accepted ? maxSize() + TRACE : maxSize();
        return new Arrival(
                this,
                envelope,
                store.spool().begin(),
                new Arrival.Rules(
                        queueId,
                        trace.getBytes(StandardCharsets.UTF_8),
                        missing(kind, queueId, now),
                        kind,
                        limit,
                        settings.maxReceived() + (accepted ? 1 : 0)));
    }

    private MissingFields missing(Kind kind, String queueId, Instant now) {
        return switch (kind) {
            case SUBMISSION ->
                    new MissingFields(
                            ReceivedLine.date(now), "<" + queueId + "@" + site.self() + ">");
            case INBOUND, HAND_OVER, NOTIFICATION -> MissingFields.NONE;
        };
    }

    /// Makes a whole message durable and answers for it from then on. The body is closed. Whoever
    /// was this node's user when named, and is no more, has the message in the queue.
    ///
    /// Whoever has no room has it in the queue too, unless another node handed it over, where it
    /// waits already, or nobody else has it, so that its sender can be told at once.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if it cannot be stored; then nothing
    ///   is
    Reception store(Arriving message, Spooled body) {
        Instant began = site.clock().instant();
        Envelope envelope = message.envelope();
        String queueId = message.queueId();
        Map<UserId, Quota> here = secondLook.stillHere(envelope.recipients());
        List<Acceptance.LocalRecipient> local = new ArrayList<>();
        List<QueuedRecipient> queued = new ArrayList<>();
        for (Recipient recipient : envelope.recipients()) {
            QueuedRecipient waiting = queued(recipient, queueId, began);
            Optional<QueuedRecipient> otherwise =
                    mayQueue(message.kind()) ? Optional.of(waiting) : Optional.empty();
            mailbox(recipient, here)
                    .map(m -> LocalDelivery.copy(envelope.sender(), recipient, m, otherwise))
                    .ifPresentOrElse(local::add, () -> queued.add(waiting));
        }
        long size = body.size();
        boolean useless = queued.isEmpty() && local.stream().noneMatch(r -> room.has(r, size));
        try (body) {
            if (useless && mayRefuse(message.kind())) {
                return new Reception(queueId, here.keySet(), room.refusal(envelope.sender()));
            }
            Accepted accepted = store.accept(acceptance(message, body, local, queued));
            return tell(message, size, began, new Placed(local, accepted, !queued.isEmpty()));
        }
    }

    /// A message at its end.
    ///
    /// @param messageId the Message-ID header, empty if none
    record Arriving(Envelope envelope, Kind kind, String queueId, String messageId) {}

    private record Placed(
            List<Acceptance.LocalRecipient> local, Accepted accepted, boolean queued) {}

    private static boolean mayRefuse(Kind kind) {
        return switch (kind) {
            case INBOUND, SUBMISSION -> true;
            case HAND_OVER, NOTIFICATION -> false;
        };
    }

    private static boolean mayQueue(Kind kind) {
        return switch (kind) {
            case INBOUND, SUBMISSION, NOTIFICATION -> true;
            case HAND_OVER -> false;
        };
    }

    /// {@return the recipient's mailbox, as the second look found it}
    private static Optional<Destination.Local> mailbox(
            Recipient recipient, Map<UserId, Quota> here) {
        return recipient.destination() instanceof Destination.Local(UserId user, Quota _)
                ? Optional.ofNullable(here.get(user)).map(q -> new Destination.Local(user, q))
                : Optional.empty();
    }

    private static Acceptance acceptance(
            Arriving message,
            Spooled body,
            List<Acceptance.LocalRecipient> local,
            List<QueuedRecipient> queued) {
        return new Acceptance(
                body,
                message.queueId(),
                message.envelope().sender(),
                message.envelope().origin().session(),
                message.messageId(),
                local,
                queued);
    }

    private Reception tell(Arriving message, long size, Instant began, Placed placed) {
        String queueId = message.queueId();
        Envelope envelope = message.envelope();
        Outcomes.Subject subject =
                new Outcomes.Subject(
                        queueId,
                        envelope.origin().session(),
                        message.messageId(),
                        envelope.sender(),
                        size);
        Duration delay = Duration.between(began, site.clock().instant());
        Set<UserId> full = new HashSet<>();
        boolean queued = placed.queued();
        for (int i = 0; i < placed.local().size(); i++) {
            Acceptance.LocalRecipient recipient = placed.local().get(i);
            switch (placed.accepted().local().get(i)) {
                case Placement.Stored _ -> outcomes.tell(subject, delivered(recipient, delay));
                case Placement.Waiting _ -> queued = true;
                case Placement.Refused _ -> full.add(recipient.user());
            }
        }
        if (queued) {
            schedule.at(queueId, began);
        }
        return new Reception(queueId, full, room.refusal(envelope.sender()));
    }

    private static Outcomes.Result delivered(Acceptance.LocalRecipient recipient, Duration delay) {
        return new Outcomes.Result(
                recipient.original(), "local", delay, "sent", LocalDelivery.DELIVERED);
    }

    /// Whoever handed it over, and has not heard that it is here, may hand it to another node too:
    /// then both deliveries have one name.
    private static QueuedRecipient queued(Recipient recipient, String queueId, Instant now) {
        String name = recipient.handOver().isEmpty() ? queueId : recipient.handOver();
        return QueuedRecipient.fresh(recipient.address(), name, now);
    }
}
