package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;

/// What of a mailbox is in memory, and how it comes there.
class ChunkResidenceTest {
    private static final Instant DATE = Instant.parse("2020-02-03T04:05:06Z");
    private static final int CHUNKS = 600;

    /// An index in memory that counts how often it is read.
    private static final class CountedRows implements ChunkSource {
        private final Map<Long, PackedMessages> rows = new HashMap<>();
        private final Residents residents;
        private int readings;

        private CountedRows(long capacity) {
            residents = new Residents(capacity);
        }

        @Override
        public List<Optional<PackedMessages>> read(List<Long> ids) {
            readings++;
            return ids.stream().map(id -> Optional.ofNullable(rows.get(id))).toList();
        }

        @Override
        public long turn() {
            return residents.turns();
        }

        @Override
        public void loaded(Chunk chunk) {
            residents.add(chunk);
        }

        @Override
        public Failure.Unavailable missing(String what) {
            return new Failure.Unavailable(what);
        }

        /// {@return a mailbox of which nothing is in memory}
        private List<Chunk> chunks(int count) {
            List<Chunk> chunks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long id = rows.size() + 1L;
                Chunk chunk = Chunk.of(messages((long) i * Chunk.MOST + 1));
                rows.put(id, chunk.messages());
                chunks.add(new Chunk(chunk.ref().at(id), this));
            }
            return chunks;
        }
    }

    private static Message[] messages(long first) {
        return IntStream.range(0, Chunk.MOST)
                .mapToObj(i -> {
                    MessageContent content =
                            new MessageContent(new BodyRef(first + i, ""), 5, "M", new ThreadId(i));
                    return Message.arriving(Flags.NONE, DATE, content)
                            .at(first + i, first + i, DATE, "");
                })
                .toArray(Message[]::new);
    }

    @Test
    void whoReadsOneChunkBehindTheOtherGetsManyAtATime() {
        CountedRows rows = new CountedRows(Long.MAX_VALUE);
        MessageList list = MessageList.of(rows.chunks(CHUNKS));
        assertEquals(CHUNKS * Chunk.MOST, list.stream().filter(m -> m.uid() > 0).count());
        for (int i = 0; i < list.size(); i += 50) {
            assertEquals(i + 1, list.uid(i));
        }
        assertTrue(rows.readings <= CHUNKS / 16 + 5, () -> rows.readings + " readings");
    }

    @Test
    void whoReadsHereAndThereGetsWhatIsWanted() {
        CountedRows rows = new CountedRows(Long.MAX_VALUE);
        List<Chunk> chunks = rows.chunks(100);
        MessageList list = MessageList.of(chunks);
        assertEquals(50 * Chunk.MOST + 1, list.uid(50 * Chunk.MOST));
        assertEquals(20 * Chunk.MOST, list.indexOf(20 * Chunk.MOST + 1));
        assertEquals(2, rows.readings);
        assertEquals(2, chunks.stream().filter(Chunk::isLoaded).count());
    }

    @Test
    void aWalkThroughALargeMailboxLeavesThereWhatOthersUse() {
        long weight = PackedMessages.of(messages(1)).weight() * 11 / 10;
        CountedRows rows = new CountedRows(300 * weight);
        List<Chunk> used = rows.chunks(100);
        MessageList mailbox = MessageList.of(used);
        touch(mailbox);
        MessageList large = MessageList.of(rows.chunks(2000));
        for (int i = 0; i < large.size(); i += Chunk.MOST) {
            assertEquals(i + 1, large.uid(i));
            if (i % (100 * Chunk.MOST) == 0) {
                touch(mailbox);
            }
        }
        assertTrue(used.stream().allMatch(Chunk::isLoaded), "what is used again and again");
        assertFalse(large.chunks().getFirst().isLoaded(), "what was passed by");
        assertTrue(rows.residents.weight() <= 300 * weight);
    }

    private static void touch(MessageList mailbox) {
        for (int i = 0; i < mailbox.size(); i += Chunk.MOST) {
            assertEquals(i + 1, mailbox.uid(i));
        }
    }
}
