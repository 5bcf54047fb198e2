package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.NOW;
import static org.tohost.backend.store.StoreFixture.append;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

/// What becomes of mail that was expunged and of mailboxes that were deleted.
class GoneTest {
    private static final Flags BOTH = Flags.of(SystemFlag.DELETED, SystemFlag.FLAGGED);
    private static final Uids ALL = Uids.of(1, 2, 3, 4, 5);

    @TempDir Path folder;
    private MailStore store;

    @BeforeEach
    void open() {
        store = StoreFixture.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private <A> A apply(Intent<A> intent) {
        return store.user(ANNA).apply(intent);
    }

    private UserView view() {
        return store.user(ANNA).view();
    }

    private List<String> texts(String mailbox) {
        return view().mailbox(mailbox).orElseThrow().messages().stream()
                .map(m -> StoreFixture.text(store, ANNA, m))
                .toList();
    }

    @Test
    void expungedMailComesBackAsNewMail() {
        append(store, ANNA, "INBOX", "one");
        append(store, ANNA, "INBOX", "two");
        long inbox = view().inbox().id();
        apply(new Intent.StoreFlags(inbox, Uids.of(1), FlagMode.ADD, BOTH));
        apply(Intent.Expunge.allDeleted(inbox));
        assertEquals(List.of("two"), texts("INBOX"));
        assertEquals(Uids.of(3), apply(new Intent.Undelete(inbox, ALL)));
        assertEquals(List.of("two", "one"), texts("INBOX"));
        Message back = view().inbox().messages().get(1);
        assertEquals(Flags.of(SystemFlag.FLAGGED), back.flags());
    }

    @Test
    void aDeletedMailboxComesBackUnderItsName() {
        apply(new Intent.CreateMailbox("a/b"));
        append(store, ANNA, "a/b", "one");
        append(store, ANNA, "a/b", "two");
        MailboxView before = view().mailbox("a/b").orElseThrow();
        apply(Intent.Expunge.these(before.id(), Uids.of(1)));
        apply(new Intent.DeleteMailbox("a/b"));
        apply(new Intent.DeleteMailbox("a"));
        assertEquals(List.of(before.id()), List.copyOf(view().deleted().keySet()));
        assertEquals(Uids.of(1, 2), apply(new Intent.Undelete(before.id(), ALL)));
        assertEquals(List.of("one", "two"), texts("a/b"));
        assertTrue(view().mailbox("a/b").orElseThrow().uidValidity() > before.uidValidity());
    }

    @Test
    void whatIsForgottenStaysAway() {
        append(store, ANNA, "INBOX", "one");
        apply(new Intent.CreateMailbox("a"));
        append(store, ANNA, "a", "two");
        long a = view().mailbox("a").orElseThrow().id();
        long inbox = view().inbox().id();
        apply(Intent.Expunge.these(inbox, ALL));
        apply(new Intent.DeleteMailbox("a"));
        apply(new Intent.Forget(NOW.minusSeconds(1)));
        assertEquals(1, view().deleted().size());
        assertFalse(view().inbox().gone().isEmpty());
        apply(new Intent.Forget(NOW));
        assertTrue(view().deleted().isEmpty());
        assertEquals(Uids.NONE, apply(new Intent.Undelete(inbox, ALL)));
        assertThrows(Failure.Refused.class, () -> apply(new Intent.Undelete(a, ALL)));
    }

    @Test
    void whoWasAwayHearsWhatWent() {
        for (int i = 0; i < 5; i++) {
            append(store, ANNA, "INBOX", "text " + i);
        }
        long inbox = view().inbox().id();
        apply(Intent.Expunge.these(inbox, Uids.of(2)));
        long then = view().inbox().highestModSeq();
        apply(Intent.Expunge.these(inbox, Uids.of(4, 5)));
        assertEquals(Uids.of(4, 5), view().inbox().expungedSince(then));
        assertEquals(Uids.of(2, 4, 5), view().inbox().expungedSince(then - 1));
        apply(new Intent.Forget(NOW));
        assertEquals(Uids.NONE, view().inbox().expungedSince(then + 1));
        assertEquals(Uids.of(2, 4, 5), view().inbox().expungedSince(then));
    }

    @Test
    void timesAreMergedUpwards() {
        Seeded.check(
                20,
                dice -> {
                    Gone gone = Gone.NOTHING;
                    Instant at = NOW;
                    for (int i = 1; i <= 200; i++) {
                        at = at.plusSeconds(dice.upTo(1000));
                        MessageContent content =
                                new MessageContent(new BodyRef(i, ""), 1, "M", new ThreadId(i));
                        Message message = Message.arriving(Flags.NONE, NOW, content);
                        gone =
                                gone.plus(
                                        List.of(message.at(201 - i, i, NOW, "")),
                                        new ExpungeMark(i, at));
                        assertTrue(gone.marks().size() <= Gone.MOST_MARKS);
                        assertEquals(i, gone.upTo(at));
                        assertEquals(i, gone.messages().size());
                    }
                    Instant half = NOW.plusSeconds(50_000);
                    long upTo = gone.upTo(half);
                    Gone later = gone.forgotten(upTo);
                    assertEquals(200 - upTo, later.messages().size());
                    assertEquals(upTo, later.floor());
                    assertEquals(upTo, later.upTo(half));
                });
    }
}
