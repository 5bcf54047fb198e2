package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;

/// The fields of changes that concern the queue. Pure.
final class QueueCodec {
    private static final int PENDING = 0;
    private static final int DELIVERED = 1;
    private static final int FAILED = 2;

    private QueueCodec() {}

    static void write(QueueEntry entry, BinaryWriter out) {
        out.text(entry.queueId()).text(entry.sender());
        out.number(entry.body().id()).octetText(entry.body().prefix());
        out.number(entry.size()).instant(entry.acceptedAt());
        out.text(entry.session().text()).text(entry.messageId());
        out.number(entry.recipients().size());
        for (QueuedRecipient recipient : entry.recipients()) {
            out.text(recipient.address().localPart()).text(recipient.address().domain());
            out.text(recipient.handOver());
            out.number(code(recipient.state())).number(recipient.attempts());
            out.instant(recipient.nextTry()).text(recipient.lastReply());
        }
    }

    /// `named` says whether recipients have the name of their delivery with them; in entries of
    /// before, it is that of the entry.
    static QueueEntry readEntry(BinaryReader in, boolean named) {
        String queueId = in.text();
        String sender = in.text();
        BodyRef body = new BodyRef(in.number(), in.octetText());
        long size = in.number();
        Instant acceptedAt = in.instant();
        SessionId session = new SessionId(in.text());
        String messageId = in.text();
        int count = in.count();
        List<QueuedRecipient> recipients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            recipients.add(readRecipient(in, named ? Optional.empty() : Optional.of(queueId)));
        }
        return new QueueEntry(
                queueId,
                sender,
                body,
                size,
                acceptedAt,
                session,
                messageId,
                List.copyOf(recipients));
    }

    static void write(Change.QueueKept change, BinaryWriter out) {
        out.number(change.upTo()).number(change.queueIds().size());
        change.queueIds().forEach(out::text);
    }

    static Change.QueueKept readQueueKept(BinaryReader in) {
        long upTo = in.number();
        List<String> ids = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            ids.add(in.text());
        }
        return new Change.QueueKept(upTo, List.copyOf(ids));
    }

    static void write(Change.RecipientsTried change, BinaryWriter out) {
        out.number(change.outcomes().size());
        change.outcomes()
                .forEach((index, outcome) -> {
                    out.number(index);
                    write(outcome, out);
                });
    }

    static Change.RecipientsTried readRecipientsTried(BinaryReader in) {
        int count = in.count();
        Map<Integer, QueuedRecipient.Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            outcomes.put((int) in.number(), readOutcome(in));
        }
        return new Change.RecipientsTried(outcomes);
    }

    private static void write(QueuedRecipient.Outcome outcome, BinaryWriter out) {
        switch (outcome) {
            case QueuedRecipient.Outcome.Delivered(String reply) ->
                    out.number(DELIVERED).text(reply);
            case QueuedRecipient.Outcome.Deferred(Instant nextTry, String reply) ->
                    out.number(PENDING).instant(nextTry).text(reply);
            case QueuedRecipient.Outcome.Failed(String reply) -> out.number(FAILED).text(reply);
        }
    }

    private static QueuedRecipient.Outcome readOutcome(BinaryReader in) {
        return switch (state(in.number())) {
            case DELIVERED -> new QueuedRecipient.Outcome.Delivered(in.text());
            case PENDING -> new QueuedRecipient.Outcome.Deferred(in.instant(), in.text());
            case FAILED -> new QueuedRecipient.Outcome.Failed(in.text());
        };
    }

    private static QueuedRecipient readRecipient(BinaryReader in, Optional<String> name) {
        MailAddress address = new MailAddress(in.text(), in.text());
        String handOver = name.orElseGet(in::text);
        QueuedRecipient.State state = state(in.number());
        int attempts = (int) in.number();
        return new QueuedRecipient(address, handOver, state, attempts, in.instant(), in.text());
    }

    private static int code(QueuedRecipient.State state) {
        return switch (state) {
            case PENDING -> PENDING;
            case DELIVERED -> DELIVERED;
            case FAILED -> FAILED;
        };
    }

    private static QueuedRecipient.State state(long code) {
        if (code == PENDING) {
            return QueuedRecipient.State.PENDING;
        }
        if (code == DELIVERED) {
            return QueuedRecipient.State.DELIVERED;
        }
        if (code == FAILED) {
            return QueuedRecipient.State.FAILED;
        }
        throw new Failure.Syntax("no such state of a recipient");
    }
}
