package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;
import static org.tohost.backend.store.StoreFixture.append;
import static org.tohost.backend.store.StoreFixture.mail;
import static org.tohost.backend.store.StoreFixture.open;
import static org.tohost.backend.store.StoreFixture.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

/// The store as its users see it.
class MailStoreTest {
    @TempDir Path folder;

    @Test
    void aUserWithoutMailHasAnEmptyInbox() {
        try (MailStore store = open(folder)) {
            UserView view = store.user(ANNA).view();
            assertEquals(0, view.inbox().messages().size());
            assertEquals(1, view.inbox().uidNext());
            assertTrue(view.inbox().uidValidity() > 0);
            assertFalse(view.owned());
        }
    }

    @Test
    void theSecondStartFindsYesterdaysMail() {
        UserView yesterday;
        try (MailStore store = open(folder)) {
            assertEquals(1, append(store, ANNA, "inbox", "Subject: one\r\n\r\n1\r\n").uid());
            assertEquals(2, append(store, ANNA, "INBOX", "Subject: two\r\n\r\n2\r\n").uid());
            store.user(ANNA).apply(new Intent.CreateMailbox("Archive/2026"));
            store.user(ANNA).apply(new Intent.Subscribe("Archive/2026"));
            store.user(ANNA).apply(new Intent.MarkOwned(true));
            yesterday = store.user(ANNA).view();
        }
        try (MailStore store = open(folder)) {
            UserView today = store.user(ANNA).view();
            assertEquals(yesterday.version(), today.version());
            assertEquals(yesterday.mailboxes().keySet(), today.mailboxes().keySet());
            assertEquals(yesterday.subscriptions(), today.subscriptions());
            assertTrue(today.owned());
            assertEquals(
                    "Subject: two\r\n\r\n2\r\n",
                    text(store, ANNA, today.inbox().messages().get(1)));
            assertEquals(3, append(store, ANNA, "INBOX", "three").uid());
            assertEquals(yesterday.inbox().uidValidity(), today.inbox().uidValidity());
        }
    }

    @Test
    void aBodyLargerThanASegmentIsStoredWhole() throws IOException {
        byte[] octets = new byte[700_001];
        new SplittableRandom(1).nextBytes(octets);
        try (MailStore store = open(folder)) {
            append(store, ANNA, "INBOX", "small");
            try (Spooled body = mail(store, octets)) {
                store.user(ANNA)
                        .apply(new Intent.Append("INBOX", body, Flags.NONE, StoreFixture.NOW));
            }
            append(store, ANNA, "INBOX", "behind");
            assertLarge(store, octets);
        }
        try (MailStore store = open(folder)) {
            assertLarge(store, octets);
            MessageList messages = store.user(ANNA).view().inbox().messages();
            assertEquals("behind", text(store, ANNA, messages.get(2)));
        }
    }

    private static void assertLarge(MailStore store, byte[] octets) throws IOException {
        Message message = store.user(ANNA).view().inbox().messages().get(1);
        Body body = store.user(ANNA).body(message.body());
        assertEquals(octets.length, body.size());
        ByteArrayOutputStream byChannel = new ByteArrayOutputStream();
        body.transferTo(Channels.newChannel(byChannel));
        assertTrue(Arrays.equals(octets, byChannel.toByteArray()));
        try (InputStream in = body.open()) {
            assertTrue(Arrays.equals(octets, in.readAllBytes()));
        }
        assertTrue(
                Arrays.equals(
                        Arrays.copyOfRange(octets, 300_000, 300_100), body.read(300_000, 100)));
        assertEquals(1, body.read(700_000, 100).length);
        assertEquals(0, body.read(700_001, 100).length);
    }

    @Test
    void watchersHearOfTheirUserOnly() {
        AtomicInteger anna = new AtomicInteger();
        try (MailStore store = open(folder)) {
            try (Watch _ = store.user(ANNA).watch(anna::incrementAndGet)) {
                append(store, ANNA, "INBOX", "one");
                append(store, BERT, "INBOX", "two");
                assertEquals(1, anna.get());
            }
            append(store, ANNA, "INBOX", "three");
            assertEquals(1, anna.get());
        }
    }

    @Test
    void aSecondStoreInTheSameFolderIsRefused() {
        try (MailStore _ = open(folder)) {
            assertThrows(Failure.Unavailable.class, () -> open(folder));
        }
    }

    @Test
    void aClosedStoreTakesNothing() {
        MailStore store = open(folder);
        store.close();
        assertThrows(
                Failure.Unavailable.class,
                () -> store.user(ANNA).apply(new Intent.CreateMailbox("late")));
    }
}
