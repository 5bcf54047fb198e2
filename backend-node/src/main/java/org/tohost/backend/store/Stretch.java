package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Chunks that follow each other: up to [#MOST] of a mailbox, at least one. Immutable; a changed
/// one shares with its predecessor every chunk in which nothing changed.
final class Stretch {
    /// How many chunks a stretch has at most.
    static final int MOST = 128;

    private static final int AHEAD = 16; // chunks that are read together

    private final Chunk[] chunks;
    private final int[] starts; // of each chunk: how many messages of the stretch stand before it
    private final Tally tally;
    private volatile int ahead; // the chunk behind those that were read last
    private volatile boolean indexed; // once all chunks have rows they have them for good

    private Stretch(Chunk[] chunks, Tally tally) {
        this.chunks = chunks;
        this.tally = tally;
        this.starts = new int[chunks.length];
        int count = 0;
        for (int i = 0; i < chunks.length; i++) {
            starts[i] = count;
            count += chunks[i].tally().size();
        }
    }

    /// {@return these chunks, as few stretches as can be}
    static List<Stretch> of(List<Chunk> chunks) {
        List<Stretch> all = new ArrayList<>();
        for (int from = 0; from < chunks.size(); from += MOST) {
            List<Chunk> some = chunks.subList(from, Math.min(chunks.size(), from + MOST));
            Tally tally = Tally.NONE;
            for (Chunk chunk : some) {
                tally = tally.plus(chunk.tally());
            }
            all.add(new Stretch(some.toArray(new Chunk[0]), tally));
        }
        return all;
    }

    Tally tally() {
        return tally;
    }

    /// {@return the lowest UID}
    long first() {
        return chunks[0].first();
    }

    /// {@return the highest UID}
    long last() {
        return chunks[chunks.length - 1].last();
    }

    List<Chunk> chunks() {
        return Arrays.asList(chunks);
    }

    Message get(int index) {
        int chunk = chunkOf(index);
        return messages(chunk).get(index - starts[chunk]);
    }

    /// {@return the UID at this place}
    long uid(int index) {
        int chunk = chunkOf(index);
        return messages(chunk).uid(index - starts[chunk]);
    }

    /// {@return the MODSEQ at this place}
    long modSeq(int index) {
        int chunk = chunkOf(index);
        return messages(chunk).modSeq(index - starts[chunk]);
    }

    private int chunkOf(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }

    /// {@return the messages of a chunk. For whoever reads one behind the other the next ones come
    /// along}
    PackedMessages messages(int chunk) {
        if (!chunks[chunk].isLoaded()) {
            boolean inTurn = chunk == 0 || chunk == ahead;
            int end = inTurn ? Math.min(chunks.length, chunk + AHEAD) : chunk + 1;
            Chunk.load(Arrays.stream(chunks, chunk, end).filter(c -> !c.isLoaded()).toList());
            ahead = end;
        }
        return chunks[chunk].messages();
    }

    /// {@return the place of this UID, or `-(place where it would stand) - 1`}
    int indexOf(long uid) {
        int chunk = lastAtMost(chunks.length, i -> chunks[i].first(), uid);
        if (chunk < 0) {
            return -1;
        }
        PackedMessages messages = messages(chunk);
        int place = lastAtMost(messages.size(), messages::uid, uid);
        int index = starts[chunk] + place;
        return messages.uid(place) == uid ? index : -index - 2;
    }

    /// {@return the place of the first message without \Seen, if there is one}
    int firstUnseen() {
        int chunk = 0;
        while (chunks[chunk].tally().unseen() == 0) {
            chunk++;
        }
        PackedMessages messages = messages(chunk);
        int place = 0;
        while (messages.get(place).flags().contains(SystemFlag.SEEN)) {
            place++;
        }
        return starts[chunk] + place;
    }

    /// {@return about how many octets of memory the chunks take that the index does not have}
    long unindexed() {
        if (indexed) {
            return 0;
        }
        long octets = 0;
        for (Chunk chunk : chunks) {
            octets += chunk.id() == 0 ? chunk.weight() : 0;
        }
        indexed = octets == 0;
        return octets;
    }

    /// {@return true if no message can be put behind the last}
    boolean isFull() {
        return chunks.length == MOST && chunks[MOST - 1].tally().size() >= Chunk.MOST;
    }

    /// {@return this stretch, which is not full, and a message with a higher UID}
    Stretch plus(Message message) {
        Chunk last = chunks[chunks.length - 1];
        boolean roomy = last.tally().size() < Chunk.MOST;
        Chunk[] all = Arrays.copyOf(chunks, chunks.length + (roomy ? 0 : 1));
        all[all.length - 1] = roomy ? last.plus(message) : Chunk.of(message);
        return new Stretch(all, tally.plus(Tally.of(message)));
    }

    /// {@return this stretch and other messages, none of which is in it}
    List<Stretch> with(List<Message> more) {
        List<Chunk> all = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < chunks.length; i++) {
            int from = taken;
            long end = i + 1 == chunks.length ? Long.MAX_VALUE : chunks[i + 1].first();
            while (taken < more.size() && more.get(taken).uid() < end) {
                taken++;
            }
            if (from == taken) {
                all.add(chunks[i]);
            } else {
                Stream<Message> here = Arrays.stream(messages(i).all());
                Stream<Message> both = Stream.concat(here, more.subList(from, taken).stream());
                all.addAll(Chunk.split(both.sorted(Comparator.comparing(Message::uid)).iterator()));
            }
        }
        return of(all);
    }

    /// {@return this stretch without these UIDs, nothing if that is empty}
    List<Stretch> minus(Uids uids) {
        List<Chunk> left = new ArrayList<>();
        for (int i = 0; i < chunks.length; i++) {
            if (touches(uids, chunks[i])) {
                addOrMerge(left, without(uids, messages(i)));
            } else {
                left.add(chunks[i]);
            }
        }
        return of(left);
    }

    /// {@return this stretch with the messages of these UIDs replaced}
    List<Stretch> replace(Uids uids, UnaryOperator<Message> change) {
        List<Chunk> all = new ArrayList<>(chunks.length);
        for (int i = 0; i < chunks.length; i++) {
            if (touches(uids, chunks[i])) {
                var _ = messages(i); // and the next ones
                all.add(chunks[i].replaced(uids, change));
            } else {
                all.add(chunks[i]);
            }
        }
        return of(all);
    }

    /// {@return the places of these UIDs, as far as they are there}
    IntStream places(Uids uids) {
        return IntStream.range(0, chunks.length)
                .filter(i -> touches(uids, chunks[i]))
                .flatMap(i -> {
                    PackedMessages messages = messages(i);
                    return IntStream.range(0, messages.size())
                            .filter(j -> uids.contains(messages.uid(j)))
                            .map(j -> starts[i] + j);
                });
    }

    /// {@return the last place whose UID, which rise, is not above this one; -1 if there is none}
    static int lastAtMost(int count, IntToLongFunction uids, long uid) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (uids.applyAsLong(middle) <= uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private static boolean touches(Uids uids, Chunk chunk) {
        return uids.anyBetween(chunk.first(), chunk.last());
    }

    private static Message[] without(Uids uids, PackedMessages chunk) {
        return IntStream.range(0, chunk.size())
                .filter(i -> !uids.contains(chunk.uid(i)))
                .mapToObj(chunk::get)
                .toArray(Message[]::new);
    }

    /// What is left of a chunk joins its neighbour if both are small, so that a mailbox that is
    /// emptied message by message does not end as many tiny chunks.
    private static void addOrMerge(List<Chunk> list, Message[] rest) {
        if (rest.length == 0) {
            return;
        }
        int last = list.size() - 1;
        if (last >= 0 && list.get(last).tally().size() + rest.length <= Chunk.MOST / 2) {
            Message[] before = list.get(last).messages().all();
            Message[] joined = Arrays.copyOf(before, before.length + rest.length);
            System.arraycopy(rest, 0, joined, before.length, rest.length);
            list.set(last, Chunk.of(joined));
        } else {
            list.add(Chunk.of(rest));
        }
    }
}
