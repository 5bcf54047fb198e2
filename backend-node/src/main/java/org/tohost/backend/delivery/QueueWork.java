package org.tohost.backend.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueueIntent;
import org.tohost.backend.store.QueueStore;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.backend.store.QueuedRecipient.Outcome;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.smtp.SmtpReply;

/// What is done with one entry of the queue when it is due: try each recipient that is due, note
/// what came of it, tell the sender of those that failed. Any thread, for one entry one at a time.
public final class QueueWork {
    private final Site site;
    private final QueueStore queue;
    private final QueueSettings settings;
    private final Schedule schedule;
    private final WaitingMail waitingMail = new WaitingMail();
    private final RecipientCheck recipients;
    private final Routes routes;
    private final Bounce bounce;
    private final Outcomes outcomes;
    private final Backoff backoff;

    /// What the work is done with.
    public record Tools(
            MailStore store,
            RecipientCheck recipients,
            OwnerRelay relay,
            Intake intake,
            Outcomes outcomes,
            QuotaSettings quotas) {}

    /// Work at the queue of this store; entries that waited for a busy node go back to the
    /// schedule.
    public QueueWork(Site site, QueueSettings settings, Schedule schedule, Tools tools) {
        this.site = site;
        this.settings = settings;
        this.schedule = schedule;
        this.recipients = tools.recipients();
        this.queue = tools.store().queue();
        this.outcomes = tools.outcomes();
        this.bounce = new Bounce(site, tools.store(), tools.intake(), tools.recipients());
        this.backoff = new Backoff(settings.retryFirst(), settings.retryMax(), site.random());
        this.routes =
                new Routes(
                        this::find,
                        new LocalDelivery(
                                tools.store(), new MailboxRoom(tools.store(), tools.quotas())),
                        tools.relay(),
                        new HandOverSlots(settings.destinationLimit()),
                        queueId -> schedule.at(queueId, site.clock().instant()));
    }

    private Destination find(Routes.Asked asked) {
        waitingMail.asking();
        try {
            Destination destination = recipients.of(asked.address());
            if (waitingMail.found(asked.entry(), asked.address(), destination, site.self())) {
                schedule.at(asked.entry().queueId(), site.clock().instant());
            }
            return destination;
        } finally {
            waitingMail.asked();
        }
    }

    /// {@return the users for whom mail waits}
    public Set<UserId> users() {
        return waitingMail.users();
    }

    /// {@return true if mail waits for this user, or may}
    public boolean isFor(UserId user) {
        return waitingMail.isFor(user);
    }

    /// Tries the user's mail now, unless the one who owns the user was just being tried.
    ///
    /// @param owner whose the user is now; nothing if nobody's
    /// @return how many entries that concerns
    public int hurry(UserId user, Optional<NodeId> owner) {
        Set<String> due = waitingMail.hurry(user, owner);
        due.forEach(queueId -> schedule.at(queueId, site.clock().instant()));
        return due.size();
    }

    /// {@return all entries and when each is due}
    Map<String, Instant> waiting() {
        Map<String, Instant> waiting = new HashMap<>();
        for (QueueEntry entry : queue.entries()) {
            waitingMail.expect(entry);
            waiting.put(entry.queueId(), due(entry, List.of()).orElse(entry.acceptedAt()));
        }
        return waiting;
    }

    /// {@return when to come back to an entry that a defect stopped}
    Instant later() {
        return site.clock().instant().plus(settings.retryMax());
    }

    /// Tries the recipients that are due.
    ///
    /// @return when the entry is due again; nothing if it is done, or stands in line for a node
    Optional<Instant> attempt(String queueId) {
        Optional<QueueEntry> found = queue.entry(queueId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        QueueEntry entry = found.get();
        List<Integer> due = duePlaces(entry);
        Map<Integer, Routes.Answer> answers = routes.send(entry, queue.body(entry), due);
        if (!answers.isEmpty()) {
            settle(entry, answers);
        }
        List<Integer> inLine = new ArrayList<>(due);
        inLine.removeAll(answers.keySet());
        inLine.forEach(place -> waitingMail.hurry(entry, place));
        Optional<QueueEntry> left = queue.entry(queueId);
        if (left.isPresent() && left.get().recipients().stream().noneMatch(QueueWork::isPending)) {
            queue.apply(new QueueIntent.Done(queueId));
            waitingMail.forget(entry);
        }
        return left.flatMap(now -> due(now, inLine));
    }

    private List<Integer> duePlaces(QueueEntry entry) {
        Instant now = site.clock().instant();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < entry.recipients().size(); i++) {
            QueuedRecipient recipient = entry.recipients().get(i);
            boolean hurried = waitingMail.takeHurry(entry, recipient.address());
            if (isPending(recipient) && (hurried || !recipient.nextTry().isAfter(now))) {
                places.add(i);
            }
        }
        return places;
    }

    private static boolean isPending(QueuedRecipient recipient) {
        return recipient.state() == QueuedRecipient.State.PENDING;
    }

    private static Optional<Instant> due(QueueEntry entry, List<Integer> except) {
        Optional<Instant> first = Optional.empty();
        for (int i = 0; i < entry.recipients().size(); i++) {
            QueuedRecipient recipient = entry.recipients().get(i);
            if (isPending(recipient)
                    && !except.contains(i)
                    && first.filter(t -> !t.isAfter(recipient.nextTry())).isEmpty()) {
                first = Optional.of(recipient.nextTry());
            }
        }
        return first;
    }

    /// The sender's notification is durable before the failure is noted: a crash between them may
    /// make it twice, under one name, but never lose it.
    private void settle(QueueEntry entry, Map<Integer, Routes.Answer> answers) {
        Map<Integer, Outcome> noted = new TreeMap<>();
        List<StatusNotification.Undelivered> failed = new ArrayList<>();
        answers.forEach((place, answer) -> {
            QueuedRecipient recipient = entry.recipients().get(place);
            Outcome outcome = outcome(entry, recipient, answer.reply());
            noted.put(place, outcome);
            if (outcome instanceof Outcome.Failed(String reply)) {
                failed.add(
                        new StatusNotification.Undelivered(
                                recipient.address(), permanent(answer.reply()), reply));
            }
        });
        if (!failed.isEmpty()) {
            bounce.report(entry, failed);
        }
        queue.apply(new QueueIntent.Tried(entry.queueId(), noted));
        noted.forEach((place, outcome) -> tell(entry, place, outcome, answers));
    }

    private Outcome outcome(QueueEntry entry, QueuedRecipient recipient, SmtpReply reply) {
        Instant now = site.clock().instant();
        if (reply.isPositive()) {
            return new Outcome.Delivered(reply.toString());
        }
        if (reply.isPermanent()) {
            return new Outcome.Failed(reply.toString());
        }
        if (!entry.acceptedAt().plus(settings.lifetime()).isAfter(now)) {
            return new Outcome.Failed(
                    "Given up after too long a time. The last answer was: " + reply);
        }
        Duration pause = backoff.after(recipient.attempts() + 1);
        return new Outcome.Deferred(now.plus(pause), reply.toString());
    }

    /// {@return the status of a failure: its own, or that of time being over (RFC 3463 3.5)}
    private static String permanent(SmtpReply reply) {
        return reply.isPermanent() ? Outcomes.enhanced(reply) : "5.4.7";
    }

    private void tell(
            QueueEntry entry, int place, Outcome outcome, Map<Integer, Routes.Answer> answers) {
        Routes.Answer answer = answers.get(place);
        if (answer == null) {
            return;
        }
        String status =
                switch (outcome) {
                    case Outcome.Delivered _ -> "sent";
                    case Outcome.Deferred _ -> "deferred";
                    case Outcome.Failed _ -> "failed";
                };
        outcomes.tell(
                new Outcomes.Subject(
                        entry.queueId(),
                        entry.session(),
                        entry.messageId(),
                        entry.sender(),
                        entry.size()),
                new Outcomes.Result(
                        entry.recipients().get(place).address(),
                        answer.relay(),
                        Duration.between(entry.acceptedAt(), site.clock().instant()),
                        status,
                        answer.reply()));
    }
}
