package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.NOW;
import static org.tohost.backend.store.StoreFixture.mail;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.authent.Account;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// What counts, and where the limit stands.
class QuotaTest {
    @TempDir Path folder;

    private static Appended append(MailStore store, Quota quota, String mailbox, String text) {
        try (Spooled body = mail(store, text)) {
            return store.user(ANNA)
                    .within(quota)
                    .apply(new Intent.Append(mailbox, body, Flags.NONE, NOW));
        }
    }

    private static void refused(Runnable action) {
        Failure.Refused refused = assertThrows(Failure.Refused.class, action::run);
        assertEquals(Refusal.OVER_QUOTA, refused.refusal());
    }

    private static Usage usage(MailStore store) {
        return store.user(ANNA).view().usage();
    }

    @Test
    void aMessageThatFillsTheMailboxFits() {
        try (MailStore store = StoreFixture.open(folder)) {
            Quota ten = new Quota(10, 100);
            append(store, ten, "INBOX", "1234567");
            refused(() -> append(store, ten, "INBOX", "1234"));
            append(store, ten, "INBOX", "123");
            refused(() -> append(store, ten, "INBOX", "1"));
            assertEquals(new Usage(10, 2), usage(store));
            refused(() -> append(store, new Quota(100, 2), "INBOX", "1"));
        }
    }

    @Test
    void aCopyCountsAndAMoveIsNeverRefused() {
        try (MailStore store = StoreFixture.open(folder)) {
            Quota ten = new Quota(10, 100);
            UserStore anna = store.user(ANNA).within(ten);
            anna.apply(new Intent.CreateMailbox("a"));
            append(store, ten, "INBOX", "12345");
            append(store, ten, "INBOX", "1234");
            long inbox = anna.view().inbox().id();
            refused(() -> anna.apply(new Intent.Copy(inbox, Uids.of(List.of(1L)), "a")));
            Failure.Refused missing =
                    assertThrows(
                            Failure.Refused.class,
                            () -> anna.apply(new Intent.Copy(inbox, Uids.of(List.of(1L)), "b")));
            assertEquals(Refusal.NONEXISTENT, missing.refusal());
            UserStore tight = anna.within(new Quota(1, 1));
            tight.apply(new Intent.Move(inbox, Uids.of(List.of(1L)), "a"));
            tight.apply(new Intent.RenameMailbox("INBOX", "old"));
            assertEquals(new Usage(9, 2), usage(store));
            tight.apply(new Intent.DeleteMailbox("old"));
            assertEquals(new Usage(5, 1), usage(store));
            anna.apply(
                    new Intent.Copy(
                            anna.view().mailbox("a").orElseThrow().id(),
                            Uids.of(List.of(1L)),
                            "INBOX"));
            assertEquals(new Usage(10, 2), usage(store));
        }
    }

    @Test
    void whatIsGoneMakesRoomAndTheIndexKnowsTheSum() {
        Quota quota = new Quota(2000, 1000);
        try (MailStore store = StoreFixture.open(folder)) {
            for (int i = 0; i < 400; i++) {
                append(store, quota, "INBOX", "12345");
            }
            refused(() -> append(store, quota, "INBOX", "1"));
            UserStore anna = store.user(ANNA);
            anna.apply(Intent.Expunge.these(anna.view().inbox().id(), Uids.of(List.of(7L, 300L))));
        }
        try (MailStore store = StoreFixture.open(folder)) {
            assertEquals(new Usage(1990, 398), usage(store));
            append(store, quota, "INBOX", "1234567890");
            refused(() -> append(store, quota, "INBOX", "1"));
        }
    }

    @Test
    void aDeliveryWaitsOrIsRefused() {
        try (MailStore store = StoreFixture.open(folder)) {
            MailAddress address = MailAddress.parse(ANNA.name());
            Optional<QueuedRecipient> waiting =
                    Optional.of(QueuedRecipient.fresh(address, "Q1", NOW));
            assertInstanceOf(Placement.Stored.class, deliver(store, 5, Optional.empty(), "d1"));
            assertInstanceOf(Placement.Refused.class, deliver(store, 9, Optional.empty(), "d2"));
            assertInstanceOf(Placement.Stored.class, deliver(store, 1, Optional.empty(), "d1"));
            assertEquals(0, store.queue().size());
            assertInstanceOf(Placement.Waiting.class, deliver(store, 9, waiting, "d3"));
            assertEquals(List.of(waiting.get()), store.queue().entry("Q1").get().recipients());
            assertEquals(new Usage(5, 1), usage(store));
        }
    }

    private static Placement deliver(
            MailStore store, long quota, Optional<QueuedRecipient> otherwise, String id) {
        try (Spooled body = mail(store, "12345")) {
            Acceptance.LocalRecipient anna =
                    new Acceptance.LocalRecipient(
                            ANNA,
                            MailAddress.parse(ANNA.name()),
                            "INBOX",
                            new byte[0],
                            Optional.of(id),
                            new Quota(quota, 10),
                            otherwise);
            return store.accept(
                            new Acceptance(
                                    body,
                                    "Q1",
                                    "",
                                    new SessionId("s1"),
                                    "",
                                    List.of(anna),
                                    List.of()))
                    .local()
                    .getFirst();
        }
    }

    @Test
    void theOwnQuotaCountsBeforeTheUsualOneAndZeroIsNone() {
        QuotaSettings settings =
                new QuotaSettings(
                        Optional.of(new ByteSize(100)), 7, QuotaSettings.Reject.TEMPORARY);
        assertEquals(new Quota(100, 7), settings.of(account(OptionalLong.empty())));
        assertEquals(new Quota(5, 7), settings.of(account(OptionalLong.of(5))));
        assertEquals(new Quota(Long.MAX_VALUE, 7), settings.of(account(OptionalLong.of(0))));
        assertEquals(Quota.NONE, QuotaSettings.DEFAULT.of(account(OptionalLong.empty())));
    }

    private static Account account(OptionalLong quota) {
        return new Account(
                ANNA, List.of(), Account.Status.OK, List.of(), quota, List.of(), Optional.empty());
    }
}
