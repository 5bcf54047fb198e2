package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.index.RowBatch;
import org.tohost.backend.index.Rows;
import org.tohost.backend.index.RowsSettings;
import org.tohost.backend.log.LogDamage;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Seeded;

/// What an index has otherwise than its log says is found.
class IndexComparisonTest {
    @TempDir Path folder;

    private static final class Found implements StoreFindings {
        private final List<IndexDifference> differences = new ArrayList<>();

        @Override
        public boolean isLogWhole() {
            return true;
        }

        @Override
        public void differs(IndexDifference difference) {
            differences.add(difference);
        }

        @Override
        public void compared(long users, long all) {
            assertTrue(users <= all);
        }

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

    @BeforeEach
    void fill() {
        try (MailStore store = StoreFixture.open(folder)) {
            for (int i = 1; i <= 300; i++) {
                StoreFixture.append(store, ANNA, "INBOX", "message " + i);
            }
            StoreFixture.append(store, BERT, "INBOX", "one");
            long inbox = store.view(ANNA).inbox().id();
            store.user(ANNA).apply(Intent.Expunge.these(inbox, Uids.of(7, 8)));
        }
    }

    private List<IndexDifference> verify() {
        Found found = new Found();
        try (MailStore store = StoreFixture.open(folder)) {
            store.verify(found);
        }
        assertFalse(Files.exists(folder.resolve("verify")));
        return found.differences;
    }

    /// Changes rows of the index behind the back of the store.
    private void change(BiConsumer<Rows, RowBatch> change) {
        RowsSettings settings =
                new RowsSettings(
                        folder.resolve("index"), folder.resolve("native"), 1 << 20, 1 << 20);
        try (Rows rows = Rows.open(settings);
                RowBatch batch = new RowBatch()) {
            change.accept(rows, batch);
            rows.write(batch);
            rows.flush();
        }
    }

    private static MailboxRow inbox(Rows rows) {
        return MailboxRow.decode(rows.get(IndexKeys.mailbox(ANNA, 1)).orElseThrow());
    }

    @Test
    void whatIsEqualIsTold() {
        assertEquals(List.of(), verify());
    }

    @Test
    void flagsAndPlacesAreCompared() {
        change((rows, batch) -> {
            byte[] key = IndexKeys.chunk(inbox(rows).chunks().getFirst().id());
            Message[] messages = PackedMessages.read(rows.get(key).orElseThrow()).all();
            messages[2] = messages[2].flagged(Flags.parse(List.of("lost")), 99);
            batch.put(key, PackedMessages.of(messages).row());
            batch.delete(IndexKeys.body(messages[4].body().id()));
        });
        List<IndexDifference> told = verify();
        assertEquals(2, told.size(), told::toString);
        assertEquals(ANNA.name(), told.getFirst().user());
        assertEquals("INBOX", told.getFirst().mailbox());
        assertEquals(3, told.getFirst().uid());
        assertTrue(told.getFirst().index().contains("lost"), told::toString);
        assertFalse(told.getFirst().log().contains("lost"), told::toString);
        assertEquals(5, told.getLast().uid());
    }

    @Test
    void talliesAreCompared() {
        change((rows, batch) -> {
            MailboxRow row = inbox(rows);
            List<ChunkRef> chunks = new ArrayList<>(row.chunks());
            ChunkRef first = chunks.getFirst();
            Tally more = first.tally().plus(new Tally(0, 1, 0, 5, Flags.NONE.keywords()));
            chunks.set(0, new ChunkRef(first.id(), first.first(), first.last(), more));
            batch.put(IndexKeys.mailbox(ANNA, 1), with(row, chunks).encode());
        });
        List<IndexDifference> told = verify();
        assertEquals(2, told.size(), told::toString);
        assertTrue(told.getFirst().index().contains("299 unseen"), told::toString);
        assertTrue(told.getFirst().log().contains("298 unseen"), told::toString);
    }

    private static MailboxRow with(MailboxRow row, List<ChunkRef> chunks) {
        return new MailboxRow(
                row.id(),
                row.name(),
                row.uidValidity(),
                row.uidNext(),
                row.highestModSeq(),
                row.traits(),
                row.deletedAt(),
                row.floor(),
                row.marks(),
                chunks,
                row.goneChunks());
    }

    @Test
    void whoIsMissingIsTold() {
        change((_, batch) -> {
            batch.delete(IndexKeys.user(BERT));
            batch.delete(IndexKeys.mailbox(BERT, 1));
        });
        List<IndexDifference> told = verify();
        assertEquals(2, told.size(), told::toString);
        assertTrue(
                told.stream().allMatch(d -> d.user().equals(BERT.name()) && d.index().isEmpty()));
    }

    @Test
    void whatWasDoneAtRandomAndCompactedIsEqual() {
        Seeded.check(
                3,
                dice -> {
                    Path home = folder.resolve("r" + dice.random().nextLong());
                    Found found = new Found();
                    try (MailStore store = StoreFixture.open(home)) {
                        for (int step = 0; step < 300; step++) {
                            StoreIndexTest.work(store, dice);
                            if (dice.oneIn(60)) {
                                var _ = store.compact();
                            }
                        }
                        store.verify(found);
                    }
                    assertEquals(List.of(), found.differences);
                });
    }
}
