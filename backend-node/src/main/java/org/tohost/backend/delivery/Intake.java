package org.tohost.backend.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Acceptance;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.common.domain.UserId;

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

    /// What messages are taken into, and who is asked and told of it.
    public record Tools(
            MailStore store, RecipientCheck recipients, Schedule schedule, Outcomes outcomes) {}

    /// An intake into this store; what it queues is scheduled at once.
    public Intake(Site site, IntakeSettings settings, Tools tools) {
        this.site = site;
        this.store = tools.store();
        this.settings = settings;
        this.schedule = tools.schedule();
        this.outcomes = tools.outcomes();
        this.secondLook = new SecondLook(tools.recipients(), tools.store());
    }

    /// How messages come in.
    public enum Kind {
        /// From other servers: never changed.
        INBOUND,
        /// From users: Date and Message-ID are added where they are missing (RFC 6409 8).
        SUBMISSION,
        /// From other nodes, which have accepted it: never changed, and what they added is not held
        /// against it.
        HAND_OVER
    }

    /// {@return the most octets that a message may have}
    public long maxSize() {
        return settings.maxSize().octets();
    }

    /// {@return the most recipients that a message may have}
    public int maxRecipients() {
        return settings.maxRecipients();
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
                        limit,
                        settings.maxReceived() + (accepted ? 1 : 0)));
    }

    private MissingFields missing(Kind kind, String queueId, Instant now) {
        return switch (kind) {
            case SUBMISSION ->
                    new MissingFields(
                            ReceivedLine.date(now), "<" + queueId + "@" + site.self() + ">");
            case INBOUND, HAND_OVER -> MissingFields.NONE;
        };
    }

    /// Makes a whole message durable and answers for it from then on. The body is closed. Whoever
    /// was this node's user when named, and is no more, has the message in the queue.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if it cannot be stored; then nothing
    ///   is
    void store(Envelope envelope, String queueId, String messageId, Spooled body) {
        Instant began = site.clock().instant();
        List<Acceptance.LocalRecipient> local = new ArrayList<>();
        List<QueuedRecipient> queued = new ArrayList<>();
        Set<UserId> users = secondLook.stillHere(envelope.recipients());
        for (Recipient recipient : envelope.recipients()) {
            if (recipient.destination() instanceof Destination.Local here
                    && users.contains(here.user())) {
                local.add(local(envelope, recipient, here));
            } else {
                queued.add(queued(recipient, queueId, began));
            }
        }
        long size = body.size();
        try (body) {
            store.accept(
                    new Acceptance(
                            body,
                            queueId,
                            envelope.sender(),
                            envelope.origin().session(),
                            messageId,
                            local,
                            queued));
        }
        if (!queued.isEmpty()) {
            schedule.at(queueId, began);
        }
        Outcomes.Subject subject =
                new Outcomes.Subject(
                        queueId, envelope.origin().session(), messageId, envelope.sender(), size);
        Duration delay = Duration.between(began, site.clock().instant());
        local.forEach(r -> outcomes.tell(subject, delivered(r, delay)));
    }

    private static Outcomes.Result delivered(Acceptance.LocalRecipient recipient, Duration delay) {
        return new Outcomes.Result(
                recipient.original(), "local", delay, "sent", LocalDelivery.DELIVERED);
    }

    private static Acceptance.LocalRecipient local(
            Envelope envelope, Recipient recipient, Destination.Local here) {
        return LocalDelivery.copy(
                envelope.sender(), here.user(), recipient.address(), recipient.handOver());
    }

    /// Whoever handed it over, and has not heard that it is here, may hand it to another node too:
    /// then both deliveries have one name.
    private static QueuedRecipient queued(Recipient recipient, String queueId, Instant now) {
        String name = recipient.handOver().isEmpty() ? queueId : recipient.handOver();
        return QueuedRecipient.fresh(recipient.address(), name, now);
    }
}
