package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.NOW;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.failure.Failure;

class ImportTest {
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

    private UserStore anna() {
        return store.user(ANNA);
    }

    private MailboxView mailbox(String name) {
        return anna().view().mailbox(name).orElseThrow();
    }

    private long adopt(String name, long uidValidity) {
        return anna().apply(new Intent.AdoptMailbox(name, uidValidity));
    }

    /// Imports messages with these UIDs, 0 for none; the content of each is its number elsewhere.
    private Uids take(String name, long uidValidity, long... uids) {
        long id = adopt(name, uidValidity);
        List<ImportedMessage> messages = new ArrayList<>();
        for (long uid : uids) {
            Spooled body = StoreFixture.mail(store, "message " + uid);
            String uidl = uid == 0 ? "" : "u" + uid;
            messages.add(new ImportedMessage(body, Flags.NONE, NOW, uid, "", uidl));
        }
        long upTo = LongStream.of(uids).max().orElse(0);
        Uids given = anna().apply(new Intent.Import(id, uidValidity, messages, upTo));
        messages.forEach(m -> m.body().close());
        return given;
    }

    private List<String> content(String name) {
        return mailbox(name).messages().stream()
                .map(m -> m.uid() + " " + StoreFixture.text(store, ANNA, m) + " " + m.uidl())
                .toList();
    }

    @Test
    void aMailboxKeepsItsNumbersAndNames() {
        take("INBOX", 17, 3, 8);
        take("a/b", 18, 2);
        close();
        open();
        assertEquals(17, mailbox("INBOX").uidValidity());
        assertEquals(9, mailbox("INBOX").uidNext());
        assertEquals(List.of("3 message 3 u3", "8 message 8 u8"), content("INBOX"));
        assertEquals(18, mailbox("a/b").uidValidity());
        anna().apply(new Intent.Import(adopt("INBOX", 17), 17, List.of(), 41));
        StoreFixture.append(store, ANNA, "INBOX", "new");
        assertEquals("42 new ", content("INBOX").getLast());
    }

    @Test
    void nothingComesTwiceAndNothingThatWasDeletedComesBack() {
        take("INBOX", 17, 3, 8);
        anna().apply(Intent.Expunge.these(mailbox("INBOX").id(), Uids.of(3)));
        assertEquals(Uids.of(9), take("INBOX", 17, 3, 8, 9));
        assertEquals(List.of("8 message 8 u8", "9 message 9 u9"), content("INBOX"));
    }

    @Test
    void mailThatComesMeanwhileMakesRoomForNothing() {
        take("INBOX", 17, 3);
        StoreFixture.append(store, ANNA, "INBOX", "new");
        assertEquals(Uids.of(5, 9), take("INBOX", 17, 4, 9));
        assertEquals(
                List.of("3 message 3 u3", "4 new ", "5 message 4 u4", "9 message 9 u9"),
                content("INBOX"));
        assertEquals(Uids.NONE, take("INBOX", 17, 3, 4, 9));
    }

    @Test
    void aMailboxWithMailKeepsItsOwnNumbers() {
        StoreFixture.append(store, ANNA, "INBOX", "old");
        long before = mailbox("INBOX").uidValidity();
        assertEquals(Uids.of(2, 3), take("INBOX", 17, 3, 8));
        assertEquals(Uids.of(4), take("INBOX", 17, 3, 8, 9));
        assertEquals(before, mailbox("INBOX").uidValidity());
        assertEquals(Uids.of(5), take("INBOX", 18, 3));
    }

    @Test
    void noUidValidityComesTwice() {
        take("a", 17, 1);
        take("b", 17, 1);
        assertEquals(17, mailbox("a").uidValidity());
        assertNotEquals(17, mailbox("b").uidValidity());
        anna().apply(new Intent.DeleteMailbox("a"));
        assertEquals(Uids.of(1), take("a", 17, 5));
        assertNotEquals(17, mailbox("a").uidValidity());
        long own = mailbox("a").uidValidity();
        anna().apply(new Intent.DeleteMailbox("a"));
        adopt("c", own);
        assertNotEquals(own, mailbox("c").uidValidity());
        adopt("x/y", mailbox("c").uidValidity() + 2);
        assertEquals(mailbox("c").uidValidity() + 2, mailbox("x/y").uidValidity());
        StoreFixture.append(store, ANNA, "x/y", "own");
        assertEquals(Uids.of(2), take("x/y", mailbox("x").uidValidity(), 1));
        adopt("d", 4_000_000_000L);
        assertEquals(4_000_000_000L, mailbox("d").uidValidity());
        anna().apply(new Intent.CreateMailbox("e"));
        assertEquals(4_000_000_001L, mailbox("e").uidValidity());
    }

    @Test
    void anInboxThatAdoptedStillKnowsWhatWasItsOwn() {
        long own = mailbox("INBOX").uidValidity();
        adopt("INBOX", 17);
        adopt("a", own);
        assertNotEquals(own, mailbox("a").uidValidity());
        adopt("b", own - 1);
        assertEquals(own - 1, mailbox("b").uidValidity());
    }

    @Test
    void aMailboxTakesNothingOverByNumbersThatItGaveItself() {
        StoreFixture.append(store, ANNA, "INBOX", "own");
        long own = mailbox("INBOX").uidValidity();
        adopt("INBOX", own);
        assertEquals(0, anna().view().imports().size());
        assertEquals(Uids.of(2), take("INBOX", own, 1));
    }

    @Test
    void mailWithoutUidsIsTakenAsItComes() {
        assertEquals(Uids.of(1, 2), take("a", 0, 0, 0));
        assertEquals(Uids.of(3), take("a", 0, 0));
        assertEquals("1 message 0 ", content("a").getFirst());
    }

    @Test
    void whatCameWithoutAUidDoesNotComeAgainOnceItHasOne() {
        long id = adopt("a", 17);
        try (Spooled body = StoreFixture.mail(store, "x")) {
            List<ImportedMessage> fresh =
                    List.of(new ImportedMessage(body, Flags.NONE, NOW, 0, "file", ""));
            assertEquals(Uids.of(1), anna().apply(new Intent.Import(id, 17, fresh, 0)));
            assertEquals(Uids.NONE, anna().apply(new Intent.Import(id, 17, fresh, 0)));
            List<ImportedMessage> numbered =
                    List.of(
                            new ImportedMessage(body, Flags.NONE, NOW, 8, "file", ""),
                            new ImportedMessage(body, Flags.NONE, NOW, 9, "other", ""));
            assertEquals(Uids.of(9), anna().apply(new Intent.Import(id, 17, numbered, 9)));
        }
    }

    @Test
    void copiesHaveNamesOfTheirOwn() {
        take("INBOX", 17, 3);
        adopt("a", 0);
        anna().apply(new Intent.Copy(mailbox("INBOX").id(), Uids.of(3), "a"));
        assertEquals(List.of("1 message 3 "), content("a"));
    }

    @Test
    void namesThatPop3DoesNotAllowAreNoNames() {
        Spooled body = StoreFixture.mail(store, "x");
        for (String name : List.of("a b", "ä", "a\n", "x".repeat(71))) {
            assertThrows(
                    Failure.Syntax.class,
                    () -> new ImportedMessage(body, Flags.NONE, NOW, 1, "", name));
        }
        assertThrows(
                Failure.Syntax.class,
                () -> new ImportedMessage(body, Flags.NONE, NOW, 1L << 32, "", ""));
        body.close();
    }
}
