package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.backup.Salvage;
import org.tohost.backend.log.LogDamage;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;

/// A new store has all mail of an old one.
class SalvageTest {
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
                Optional.empty(),
                Quota.NONE,
                Optional.empty());
    }

    @Test
    void mailFlagsNamesAndTheQueueAreBroughtOver() throws IOException {
        fill();
        try (StoreImage image =
                        StoreImage.read(
                                folder.resolve("old").resolve("log"),
                                folder.resolve("scratch"),
                                true,
                                new Quiet());
                MailStore fresh = StoreFixture.open(folder.resolve("new"))) {
            Salvage.Result result = new Salvage(image, fresh).run((done, all) -> {});
            assertEquals(new Salvage.Result(2, 300, 0, 1), result);
        }
        try (MailStore store = StoreFixture.open(folder.resolve("new"))) {
            UserView anna = store.view(ANNA);
            assertEquals(List.of("INBOX", "a", "a/b"), List.copyOf(anna.mailboxes().keySet()));
            assertEquals(List.of("a/b"), List.copyOf(anna.subscriptions()));
            assertTrue(anna.owned());
            assertEquals(
                    Set.of(SpecialUse.SENT), anna.mailbox("a/b").orElseThrow().traits().uses());
            assertEquals(149, anna.inbox().messages().size());
            Message flagged = anna.inbox().messages().get(1);
            assertEquals("message 6", StoreFixture.text(store, ANNA, flagged));
            assertEquals(List.of("\\Flagged", "work"), flagged.flags().names());
            Message two = store.view(BERT).inbox().messages().get(0);
            assertEquals("Delivered-To: x\r\nfor two\r\n", StoreFixture.text(store, BERT, two));
            QueueEntry entry = store.queue().entry("Q1").orElseThrow();
            assertEquals("s@x.org", entry.sender());
            assertEquals(1, entry.recipients().size());
        }
    }
}
