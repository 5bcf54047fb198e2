package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.append;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// What each intent does and when it is refused.
class IntentTest {
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Flags DELETED = Flags.of(SystemFlag.DELETED);

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

    private void refused(Refusal why, Intent<?> intent) {
        Failure.Refused failure = assertThrows(Failure.Refused.class, () -> apply(intent));
        assertEquals(why, failure.refusal());
    }

    @Test
    void createMakesSuperiorsToo() {
        apply(new Intent.CreateMailbox("a/b/c/"));
        assertEquals(Set.of("INBOX", "a", "a/b", "a/b/c"), view().mailboxes().keySet());
        refused(Refusal.ALREADY_EXISTS, new Intent.CreateMailbox("a/b"));
        refused(Refusal.ALREADY_EXISTS, new Intent.CreateMailbox("InBox"));
    }

    @Test
    void aUseHasOneMailbox() {
        long sent = apply(new Intent.CreateMailbox("Sent", Set.of(SpecialUse.SENT)));
        assertEquals(Set.of(SpecialUse.SENT), view().mailbox("Sent").orElseThrow().traits().uses());
        refused(Refusal.IN_USE, new Intent.CreateMailbox("Sent2", Set.of(SpecialUse.SENT)));
        long other = apply(new Intent.CreateMailbox("Other"));
        refused(Refusal.IN_USE, new Intent.SetSpecialUse(other, Set.of(SpecialUse.SENT)));
        apply(new Intent.SetSpecialUse(sent, Set.of(SpecialUse.TRASH, SpecialUse.JUNK)));
        apply(new Intent.SetSpecialUse(other, Set.of(SpecialUse.SENT)));
        apply(new Intent.RenameMailbox("Other", "Gesendet"));
        MailboxView renamed = view().mailbox("Gesendet").orElseThrow();
        assertEquals(Set.of(SpecialUse.SENT), renamed.traits().uses());
    }

    @Test
    void rightsAreGivenAndTaken() {
        long inbox = view().inbox().id();
        apply(new Intent.SetRights(inbox, "bert@example.test", Rights.parse("lrc")));
        Map<String, Rights> rights = view().inbox().traits().rights();
        assertEquals("{bert@example.test=lrk}", rights.toString());
        apply(new Intent.SetRights(inbox, "bert@example.test", Rights.NONE));
        assertEquals(Map.of(), view().inbox().traits().rights());
        refused(Refusal.NOT_PERMITTED, new Intent.SetRights(inbox, ANNA.name(), Rights.NONE));
        refused(Refusal.NOT_PERMITTED, new Intent.SetRights(inbox, "", Rights.ALL));
        assertThrows(Failure.Syntax.class, () -> Rights.parse("lz"));
        assertTrue(Rights.ALL.contains(Rights.parse("lrswipkxteacd")));
    }

    @Test
    void aConversationHasOneThreadIdInWhateverOrderItArrives() {
        append(store, ANNA, "INBOX", "In-Reply-To: <2@x>\r\nReferences: <1@x>\r\n <2@x>\r\n\r\n");
        append(store, ANNA, "INBOX", "In-Reply-To: Note of <1@x>\r\nMessage-ID: <2@x>\r\n\r\n");
        append(store, ANNA, "INBOX", "Message-ID: <1@x>\r\n\r\n");
        append(store, ANNA, "INBOX", "Message-ID: <4@x>\r\n\r\n");
        append(store, ANNA, "INBOX", "Subject: neither\r\n\r\n");
        append(store, ANNA, "INBOX", "Subject: nor\r\n\r\n");
        List<String> ids = view().inbox().messages().stream().map(Message::threadId).toList();
        assertEquals(1, Set.copyOf(ids.subList(0, 3)).size());
        assertEquals(4, Set.copyOf(ids).size());
        apply(new Intent.CreateMailbox("a"));
        apply(new Intent.Copy(view().inbox().id(), Uids.of(1), "a"));
        Message copy = view().mailbox("a").orElseThrow().messages().get(0);
        assertEquals(ids.getFirst(), copy.threadId());
        assertTrue(copy.threadId().matches("T[A-Za-z0-9_-]{11}"));
    }

    @Test
    void saveDateIsWhenItCameIntoTheMailbox() {
        try (Spooled body = StoreFixture.mail(store, "x")) {
            Instant before = Instant.parse("1999-12-31T23:59:59Z");
            apply(new Intent.Append("INBOX", body, Flags.NONE, before));
            Message message = view().inbox().messages().get(0);
            assertEquals(before, message.internalDate());
            assertEquals(StoreFixture.NOW.truncatedTo(ChronoUnit.SECONDS), message.saveDate());
        }
    }

    @Test
    void namesHaveLimits() {
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox(""));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("/"));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("a//b"));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("/a"));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("a\u0000b"));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("a\nb"));
        refused(Refusal.NOT_PERMITTED, new Intent.CreateMailbox("a\uD800b"));
        refused(Refusal.LIMIT, new Intent.CreateMailbox("x".repeat(513)));
        refused(Refusal.LIMIT, new Intent.CreateMailbox("a/".repeat(32) + "a"));
        apply(new Intent.CreateMailbox("inbox/sub"));
        assertTrue(view().mailbox("INBOX/sub").isPresent());
        apply(new Intent.CreateMailbox("Tra\u0308ume"));
        assertTrue(view().mailbox("Tr\u00e4ume").isPresent());
    }

    @Test
    void aMailboxThatComesBackHasAnotherUidValidity() {
        apply(new Intent.CreateMailbox("a"));
        long first = view().mailbox("a").orElseThrow().uidValidity();
        append(store, ANNA, "a", "text");
        apply(new Intent.DeleteMailbox("a"));
        refused(Refusal.NONEXISTENT, new Intent.DeleteMailbox("a"));
        apply(new Intent.CreateMailbox("a"));
        assertTrue(view().mailbox("a").orElseThrow().uidValidity() > first);
        assertEquals(0, view().mailbox("a").orElseThrow().messages().size());
        refused(Refusal.NOT_PERMITTED, new Intent.DeleteMailbox("inbox"));
    }

    @Test
    void deleteLeavesInferiors() {
        apply(new Intent.CreateMailbox("a/b"));
        apply(new Intent.DeleteMailbox("a"));
        assertEquals(Set.of("INBOX", "a/b"), view().mailboxes().keySet());
    }

    @Test
    void renameTakesInferiorsAlong() {
        apply(new Intent.CreateMailbox("a/b"));
        append(store, ANNA, "a/b", "text");
        MailboxView before = view().mailbox("a/b").orElseThrow();
        apply(new Intent.RenameMailbox("a", "x/y"));
        assertEquals(Set.of("INBOX", "x", "x/y", "x/y/b"), view().mailboxes().keySet());
        MailboxView after = view().mailbox("x/y/b").orElseThrow();
        assertEquals(before.id(), after.id());
        assertEquals(before.uidValidity(), after.uidValidity());
        assertEquals(before.messages(), after.messages());
        refused(Refusal.NONEXISTENT, new Intent.RenameMailbox("a", "z"));
        refused(Refusal.ALREADY_EXISTS, new Intent.RenameMailbox("x/y", "INBOX"));
        refused(Refusal.NOT_PERMITTED, new Intent.RenameMailbox("x", "x/y/z"));
    }

    @Test
    void renamingInboxMovesItsMessages() {
        append(store, ANNA, "INBOX", "one");
        append(store, ANNA, "INBOX", "two");
        apply(new Intent.CreateMailbox("INBOX/sub"));
        String emailId = view().inbox().messages().get(1).emailId();
        apply(new Intent.RenameMailbox("INBOX", "old"));
        assertEquals(Set.of("INBOX", "INBOX/sub", "old"), view().mailboxes().keySet());
        assertEquals(0, view().inbox().messages().size());
        assertEquals(3, view().inbox().uidNext());
        MessageList moved = view().mailbox("old").orElseThrow().messages();
        assertEquals(2, moved.size());
        assertEquals(emailId, moved.get(1).emailId());
        assertEquals("two", StoreFixture.text(store, ANNA, moved.get(1)));
    }

    @Test
    void subscriptionsAreNamesAndNothingElse() {
        apply(new Intent.Subscribe("inbox"));
        apply(new Intent.Subscribe("not/there"));
        assertEquals(Set.of("INBOX", "not/there"), view().subscriptions());
        apply(new Intent.Unsubscribe("not/there"));
        apply(new Intent.Unsubscribe("never"));
        assertEquals(Set.of("INBOX"), view().subscriptions());
    }

    @Test
    void copyAndMoveShareTheBody() {
        apply(new Intent.CreateMailbox("a"));
        append(store, ANNA, "a", "other");
        append(store, ANNA, "INBOX", "one");
        append(store, ANNA, "INBOX", "two");
        append(store, ANNA, "INBOX", "three");
        long inbox = view().inbox().id();
        Copied copied = apply(new Intent.Copy(inbox, Uids.of(2, 3, 77), "a"));
        long validity = view().mailbox("a").orElseThrow().uidValidity();
        assertEquals(new Copied(validity, Uids.of(2, 3), Uids.of(2, 3)), copied);
        assertEquals(3, view().inbox().messages().size());
        Copied moved = apply(new Intent.Move(inbox, Uids.of(1), "a"));
        assertEquals(new Copied(validity, Uids.of(1), Uids.of(4)), moved);
        assertEquals(2, view().inbox().messages().size());
        assertEquals(
                view().inbox().messages().get(0).body(),
                view().mailbox("a").orElseThrow().messages().get(1).body());
        refused(Refusal.NONEXISTENT, new Intent.Copy(inbox, Uids.of(2), "not there"));
        refused(Refusal.NONEXISTENT, new Intent.Copy(77, Uids.of(2), "a"));
    }

    @Test
    void onlyFlagsThatDifferGetAModSeq() {
        append(store, ANNA, "INBOX", "one");
        append(store, ANNA, "INBOX", "two");
        MailboxView before = view().inbox();
        FlagsStored stored =
                apply(new Intent.StoreFlags(before.id(), Uids.of(1, 9), FlagMode.ADD, SEEN));
        assertEquals(new FlagsStored(before.highestModSeq() + 1, Uids.of(1), Uids.NONE), stored);
        assertEquals(1, view().inbox().changesSince(before).changed().size());
        FlagsStored again =
                apply(new Intent.StoreFlags(before.id(), Uids.of(1, 2), FlagMode.ADD, SEEN));
        assertEquals(Uids.of(2), again.changed());
        FlagsStored nothing =
                apply(new Intent.StoreFlags(before.id(), Uids.of(1, 2), FlagMode.REPLACE, SEEN));
        assertEquals(new FlagsStored(again.modSeq(), Uids.NONE, Uids.NONE), nothing);
        apply(new Intent.StoreFlags(before.id(), Uids.of(1), FlagMode.REMOVE, SEEN));
        assertEquals(1, view().inbox().unseen());
    }

    @Test
    void expungeTakesWhatIsMarkedOrNamed() {
        for (int i = 1; i <= 5; i++) {
            append(store, ANNA, "INBOX", "text " + i);
        }
        long inbox = view().inbox().id();
        apply(new Intent.StoreFlags(inbox, Uids.of(2, 4), FlagMode.ADD, DELETED));
        MailboxView before = view().inbox();
        assertEquals(Uids.of(2), apply(Intent.Expunge.deletedAmong(inbox, Uids.of(1, 2, 3))));
        assertEquals(Uids.of(4), apply(Intent.Expunge.allDeleted(inbox)));
        assertEquals(Uids.of(5), apply(Intent.Expunge.these(inbox, Uids.of(5, 6))));
        assertEquals(Uids.NONE, apply(Intent.Expunge.allDeleted(inbox)));
        MailboxView after = view().inbox();
        assertEquals(Uids.of(2, 4, 5), Uids.ofMessages(after.changesSince(before).expunged()));
        assertEquals(List.of(1L, 3L), after.messages().stream().map(Message::uid).toList());
        assertEquals(6, append(store, ANNA, "INBOX", "next").uid());
    }

    @Test
    void anAppendNeedsItsMailbox() {
        assertThrows(Failure.Refused.class, () -> append(store, ANNA, "not there", "text"));
    }

    @Test
    void theEmailIdIsThatOfTheOctets() {
        append(store, ANNA, "INBOX", "same");
        append(store, ANNA, "INBOX", "same");
        append(store, ANNA, "INBOX", "other");
        MessageList messages = view().inbox().messages();
        assertEquals(messages.get(0).emailId(), messages.get(1).emailId());
        assertNotEquals(messages.get(0).emailId(), messages.get(2).emailId());
    }
}
