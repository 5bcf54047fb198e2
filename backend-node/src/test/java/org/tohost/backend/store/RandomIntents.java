package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Dice;

/// Intents as dice make them, some of them impossible.
record RandomIntents(Dice dice, Spooled body) {
    private static final List<String> NAMES =
            List.of("INBOX", "inbox/a", "a", "a/b", "a/b/c", "b", "Träume", "a//b", "/", "b\u0001");
    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Deleted", "\\Flagged", "$Forwarded", "$forwarded", "work");

    Intent<?> next(UserView view) {
        return switch (dice.upTo(20)) {
            case 0 -> new Intent.CreateMailbox(name(), uses());
            case 1 -> dice.oneIn(3) ? new Intent.DeleteMailbox(name()) : append();
            case 2 -> dice.oneIn(3) ? new Intent.RenameMailbox(name(), name()) : append();
            case 3 -> new Intent.Subscribe(name());
            case 4 -> new Intent.Unsubscribe(name());
            case 5 -> new Intent.Copy(mailbox(view), uids(), name());
            case 6 -> new Intent.Move(mailbox(view), uids(), name());
            case 7 -> Intent.Expunge.allDeleted(mailbox(view));
            case 8 -> Intent.Expunge.these(mailbox(view), uids());
            case 9, 10 -> new Intent.StoreFlags(mailbox(view), uids(), mode(), flags());
            case 11 -> new Intent.MarkOwned(dice.oneIn(2));
            case 12 -> new Intent.AdoptMailbox(name(), dice.upTo(4));
            case 13 -> importing(view);
            case 14, 15 -> new Intent.Undelete(anyMailbox(view), uids());
            case 16 -> new Intent.Forget(StoreFixture.NOW.minusSeconds(dice.oneIn(3) ? 0 : 1));
            case 17 -> new Intent.SetRights(mailbox(view), "bert", new Rights(dice.upTo(3)));
            case 18 -> new Intent.SetSpecialUse(mailbox(view), uses());
            default -> append();
        };
    }

    Acceptance acceptance(List<UserId> users) {
        List<Acceptance.LocalRecipient> local = new ArrayList<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            UserId user = dice.oneOf(users);
            Optional<String> deliveryId =
                    dice.oneIn(2) ? Optional.of("id" + dice.upTo(9)) : Optional.empty();
            local.add(
                    new Acceptance.LocalRecipient(
                            user,
                            MailAddress.parse(user.name()),
                            name(),
                            ("Delivered-To: " + user + "\r\n").getBytes(StandardCharsets.US_ASCII),
                            deliveryId,
                            dice.oneIn(3) ? new Quota(100, dice.upTo(20)) : Quota.NONE,
                            dice.oneIn(2) ? Optional.of(waiting("user9")) : Optional.empty()));
        }
        List<QueuedRecipient> queued = new ArrayList<>();
        for (int i = dice.upTo(2); i > 0; i--) {
            queued.add(waiting("user" + i));
        }
        String sender = dice.oneIn(3) ? "" : "sender@example.org";
        SessionId session = new SessionId("s1");
        return new Acceptance(body, queueId(), sender, session, "<1@x>", local, queued);
    }

    private static QueuedRecipient waiting(String name) {
        MailAddress address = new MailAddress(name, "example.org");
        return QueuedRecipient.fresh(address, "Q0", StoreFixture.NOW);
    }

    QueueIntent queueIntent() {
        if (dice.oneIn(4)) {
            return new QueueIntent.Done(queueId());
        }
        Map<Integer, QueuedRecipient.Outcome> outcomes = new LinkedHashMap<>();
        for (int i = 0; i <= dice.upTo(1); i++) {
            outcomes.put(i, outcome());
        }
        return new QueueIntent.Tried(queueId(), outcomes);
    }

    private QueuedRecipient.Outcome outcome() {
        Instant later = StoreFixture.NOW.plus(Duration.ofSeconds(dice.upTo(1000)));
        return switch (dice.upTo(2)) {
            case 0 -> new QueuedRecipient.Outcome.Delivered("250 2.0.0 yes");
            case 1 -> new QueuedRecipient.Outcome.Deferred(later, "451 4.3.0 later");
            default -> new QueuedRecipient.Outcome.Failed("550 5.1.1 no");
        };
    }

    /// The first messages of a mailbox elsewhere whose UIDs are 2, 4, 6 ...
    private Intent<?> importing(UserView view) {
        List<ImportedMessage> messages = new ArrayList<>();
        int last = dice.upTo(5);
        for (int i = 1; i <= last; i++) {
            String uidl = dice.oneIn(2) ? "" : "uidl" + i;
            String key = dice.oneIn(3) ? "key" + i : "";
            long uid = dice.oneIn(4) ? 0 : 2L * i;
            messages.add(new ImportedMessage(body, flags(), StoreFixture.NOW, uid, key, uidl));
        }
        return new Intent.Import(mailbox(view), dice.upTo(4), messages, 2L * last);
    }

    private Intent<?> append() {
        return new Intent.Append(name(), body, flags(), StoreFixture.NOW);
    }

    private String name() {
        return dice.oneIn(2) ? "INBOX" : dice.oneOf(NAMES);
    }

    private Set<SpecialUse> uses() {
        return dice.oneIn(2) ? Set.of() : SpecialUse.ofBits(dice.upTo(31));
    }

    private String queueId() {
        return "Q" + dice.upTo(5);
    }

    private long mailbox(UserView view) {
        List<MailboxView> all = List.copyOf(view.mailboxes().values());
        return dice.oneIn(20) ? 99_999 : dice.oneOf(all).id();
    }

    /// One that is there, or was.
    private long anyMailbox(UserView view) {
        List<Long> deleted = List.copyOf(view.deleted().keySet());
        return deleted.isEmpty() || dice.oneIn(2) ? mailbox(view) : dice.oneOf(deleted);
    }

    private Uids uids() {
        return Uids.of(LongStream.range(1, 30).filter(_ -> dice.oneIn(3)));
    }

    private FlagMode mode() {
        return dice.oneOf(List.of(FlagMode.values()));
    }

    private Flags flags() {
        List<String> names = new ArrayList<>();
        for (int i = dice.upTo(3); i > 0; i--) {
            names.add(dice.oneOf(FLAGS));
        }
        return Flags.parse(names);
    }
}
