package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;
import static org.tohost.backend.store.StoreFixture.mail;
import static org.tohost.backend.store.StoreFixture.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.LosingDisk;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Messages for many at once, and the queue.
class AcceptanceTest {
    private static final MailAddress ELSEWHERE = MailAddress.parse("carl@example.org");
    private static final MailAddress NOWHERE = MailAddress.parse("dora@example.org");

    @TempDir Path folder;

    private static Acceptance.LocalRecipient to(UserId user, String mailbox, String... id) {
        byte[] prefix = ("Delivered-To: " + user + "\r\n").getBytes(StandardCharsets.US_ASCII);
        Optional<String> deliveryId = List.of(id).stream().findFirst();
        MailAddress original = MailAddress.parse(user.name());
        return new Acceptance.LocalRecipient(
                user, original, mailbox, prefix, deliveryId, Quota.NONE, Optional.empty());
    }

    private static Accepted accept(
            MailStore store,
            String queueId,
            List<Acceptance.LocalRecipient> local,
            MailAddress... queued) {
        try (Spooled body = mail(store, "Subject: x\r\n\r\nx\r\n")) {
            List<QueuedRecipient> fresh = new ArrayList<>();
            for (MailAddress address : queued) {
                fresh.add(QueuedRecipient.fresh(address, "Q0", StoreFixture.NOW));
            }
            SessionId session = new SessionId("session1");
            return store.accept(
                    new Acceptance(body, queueId, "s@x.org", session, "<1@x>", local, fresh));
        }
    }

    @Test
    void fiveHundredRecipientsAreOneBodyAndOneForce() {
        LosingDisk disk = new LosingDisk();
        List<UserId> users =
                IntStream.range(0, 500)
                        .mapToObj(i -> new UserId("user" + i + "@example.test"))
                        .toList();
        try (MailStore store = StoreFixture.open(folder, disk)) {
            int before = disk.forces();
            Accepted accepted =
                    accept(store, "Q1", users.stream().map(u -> to(u, "INBOX")).toList());
            assertEquals(1, disk.forces() - before);
            assertEquals(500, accepted.local().size());
            assertOneBody(store, users);
        }
        try (MailStore store = StoreFixture.open(folder)) {
            assertOneBody(store, users);
        }
    }

    private static void assertOneBody(MailStore store, List<UserId> users) {
        List<Message> messages =
                users.stream().map(u -> store.user(u).view().inbox().messages().get(0)).toList();
        assertEquals(
                1, messages.stream().map(m -> m.body().id()).collect(Collectors.toSet()).size());
        String whole = "Delivered-To: user7@example.test\r\nSubject: x\r\n\r\nx\r\n";
        assertEquals(whole, text(store, users.get(7), messages.get(7)));
        assertEquals(whole.length(), messages.get(7).size());
    }

    @Test
    void aRepeatedHandOverMakesNoSecondCopy() {
        Accepted first;
        try (MailStore store = StoreFixture.open(folder)) {
            first = accept(store, "Q1", List.of(to(ANNA, "INBOX", "Q0.anna")));
            assertEquals(first, accept(store, "Q2", List.of(to(ANNA, "INBOX", "Q0.anna"))));
            accept(store, "Q3", List.of(to(BERT, "INBOX", "Q0.anna")));
            assertEquals(1, store.user(ANNA).view().inbox().messages().size());
            assertEquals(1, store.user(BERT).view().inbox().messages().size());
        }
        try (MailStore store = StoreFixture.open(folder)) {
            assertEquals(first, accept(store, "Q4", List.of(to(ANNA, "INBOX", "Q0.anna"))));
            assertEquals(1, store.user(ANNA).view().inbox().messages().size());
        }
    }

    @Test
    void mailForAMailboxThatIsGoneComesToInbox() {
        try (MailStore store = StoreFixture.open(folder)) {
            accept(store, "Q1", List.of(to(ANNA, "not there")));
            assertEquals(1, store.user(ANNA).view().inbox().messages().size());
        }
    }

    @Test
    void theQueueKeepsWhatBecameOfEachRecipient() {
        QueueEntry entry;
        try (MailStore store = StoreFixture.open(folder)) {
            accept(store, "Q1", List.of(to(ANNA, "INBOX")), ELSEWHERE, NOWHERE);
            accept(store, "Q2", List.of(), ELSEWHERE);
            store.queue()
                    .apply(
                            new QueueIntent.Tried(
                                    "Q1",
                                    Map.of(
                                            0,
                                            new QueuedRecipient.Outcome.Deferred(
                                                    StoreFixture.NOW.plusSeconds(60), "451 no"),
                                            1,
                                            new QueuedRecipient.Outcome.Failed("550 no"))));
            store.queue().apply(new QueueIntent.Done("Q2"));
            entry = store.queue().entry("Q1").orElseThrow();
            assertEquals(1, entry.recipients().getFirst().attempts());
            assertEquals(QueuedRecipient.State.FAILED, entry.recipients().getLast().state());
        }
        try (MailStore store = StoreFixture.open(folder)) {
            assertEquals(List.of(entry), List.copyOf(store.queue().entries()));
            Body body = store.queue().body(entry);
            assertEquals(
                    "Subject: x\r\n\r\nx\r\n",
                    new String(body.read(0, 1000), StandardCharsets.US_ASCII));
            assertThrows(
                    Failure.Refused.class, () -> store.queue().apply(new QueueIntent.Done("Q2")));
        }
    }

    @Test
    void aQueueIdHasItsForm() {
        try (MailStore store = StoreFixture.open(folder)) {
            assertThrows(Failure.Syntax.class, () -> accept(store, "a@b", List.of(), ELSEWHERE));
            assertTrue(store.queue().entries().isEmpty());
        }
    }
}
