package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.LogDamage;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// A new store has all mail of an old one.
class SalvageTest {
    private static final Instant LATER = StoreFixture.NOW.plusSeconds(86_400);

    @TempDir Path folder;

    private static final class Quiet implements ImageFindings {
        @Override
        public void damage(LogDamage damage) {
            throw new AssertionError(damage);
        }

        @Override
        public void lost(UserId user, long first, long last) {
            throw new AssertionError(user);
        }

        @Override
        public void progress(long read, long all) {
            assertTrue(read <= all);
        }
    }

    private void fill() {
        try (MailStore store = StoreFixture.open(folder.resolve("old"))) {
            UserStore anna = store.user(ANNA);
            anna.apply(new Intent.CreateMailbox("a/b", Set.of(SpecialUse.SENT)));
            anna.apply(new Intent.Subscribe("a/b"));
            anna.apply(new Intent.MarkOwned(true));
            for (int i = 1; i <= 300; i++) {
                StoreFixture.append(store, ANNA, i % 2 == 0 ? "INBOX" : "a/b", "message " + i);
            }
            long inbox = anna.view().inbox().id();
            Flags flags = Flags.parse(List.of("\\Flagged", "work"));
            anna.apply(new Intent.StoreFlags(inbox, Uids.of(List.of(3L)), FlagMode.ADD, flags));
            anna.apply(Intent.Expunge.these(inbox, Uids.of(List.of(1L))));
            try (Spooled body = StoreFixture.mail(store, "for two\r\n")) {
                store.accept(
                        new Acceptance(
                                body,
                                "Q1",
                                "s@x.org",
                                new SessionId("s1"),
                                "<1@x>",
                                List.of(to(BERT)),
                                List.of(
                                        QueuedRecipient.fresh(
                                                MailAddress.parse("c@example.org"),
                                                "Q1",
                                                StoreFixture.NOW))));
            }
        }
    }

    private static Acceptance.LocalRecipient to(UserId user) {
        return new Acceptance.LocalRecipient(
                user,
                MailAddress.parse(user.name()),
                "INBOX",
                "Delivered-To: x\r\n".getBytes(StandardCharsets.US_ASCII),
                Optional.of("d1"),
                Quota.NONE,
                Optional.empty());
    }

    private Salvage.Result salvage(Salvage.Numbers numbers) throws IOException {
        try (StoreImage image =
                        StoreImage.read(
                                folder.resolve("old").resolve("log"),
                                folder.resolve("scratch"),
                                true,
                                new Quiet());
                Salvage salvage =
                        new Salvage(image, folder.resolve("new"), StoreFixture.log(LATER))) {
            return salvage.run(numbers, (_, _) -> {});
        }
    }

    @Test
    void aWholeStoreIsTheSameAfterwards() throws IOException {
        fill();
        String before;
        try (MailStore store = StoreFixture.open(folder.resolve("old"))) {
            before = dump(store);
            assertEquals(1, store.view(ANNA).inbox().gone().messages().size());
        }
        assertEquals(new Salvage.Result(2, 300, 0, 1), salvage(Salvage.Numbers.KEPT));
        for (int start = 0; start < 2; start++) {
            try (MailStore store = StoreFixture.open(folder.resolve("new"))) {
                assertEquals(before, dump(store));
                assertTrue(store.view(BERT).delivered("d1"));
            }
        }
        try (MailStore store = StoreFixture.open(folder.resolve("new"))) {
            long inbox = store.view(ANNA).inbox().id();
            assertEquals(
                    Uids.of(151), store.user(ANNA).apply(new Intent.Undelete(inbox, Uids.of(1))));
            Message back = store.view(ANNA).inbox().messages().get(149);
            assertEquals("message 2", StoreFixture.text(store, ANNA, back));
        }
    }

    private static String dump(MailStore store) {
        StringBuilder dump = new StringBuilder(StoreDump.of(store));
        for (UserId user : List.of(ANNA, BERT)) {
            dump.append(StoreDump.of(store.view(user)));
            store.view(user)
                    .allMessages()
                    .forEach(m -> dump.append(StoreFixture.text(store, user, m)).append('\n'));
        }
        return dump.toString();
    }

    @Test
    void whatMayBeBehindTheEndGetsNewNumbers() throws IOException {
        fill();
        UserView before;
        Instant saved;
        try (MailStore store = StoreFixture.open(folder.resolve("old"))) {
            before = store.view(ANNA);
            saved = before.inbox().messages().get(1).saveDate();
            assertEquals(149, before.inbox().messages().size());
        }
        assertEquals(new Salvage.Result(2, 300, 0, 1), salvage(Salvage.Numbers.NEW));
        try (MailStore store = StoreFixture.open(folder.resolve("new"))) {
            UserView anna = store.view(ANNA);
            assertEquals(List.of("INBOX", "a", "a/b"), List.copyOf(anna.mailboxes().keySet()));
            Set<Long> numbers = new HashSet<>();
            anna.mailboxes().values().forEach(m -> numbers.add(m.uidValidity()));
            assertEquals(3, numbers.size());
            assertTrue(numbers.stream().allMatch(n -> n > before.lastUidValidity()));
            assertEquals(List.of("a/b"), List.copyOf(anna.subscriptions()));
            assertTrue(anna.owned());
            assertEquals(
                    Set.of(SpecialUse.SENT), anna.mailbox("a/b").orElseThrow().traits().uses());
            assertEquals(149, anna.inbox().messages().size());
            Message flagged = anna.inbox().messages().get(1);
            assertEquals("message 6", StoreFixture.text(store, ANNA, flagged));
            assertEquals(List.of("\\Flagged", "work"), flagged.flags().names());
            assertEquals(before.inbox().uidValidity() + ".3", flagged.uidl());
            assertEquals(saved, flagged.saveDate());
            Message two = store.view(BERT).inbox().messages().get(0);
            assertEquals("Delivered-To: x\r\nfor two\r\n", StoreFixture.text(store, BERT, two));
            QueueEntry entry = store.queue().entry("Q1").orElseThrow();
            assertEquals("s@x.org", entry.sender());
            assertEquals(1, entry.recipients().size());
            long made = store.user(ANNA).apply(new Intent.CreateMailbox("c"));
            long number = store.view(ANNA).mailbox(made).orElseThrow().uidValidity();
            assertTrue(numbers.stream().allMatch(n -> n < number));
        }
    }
}
