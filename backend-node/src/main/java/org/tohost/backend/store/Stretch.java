package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Chunks that follow each other: up to [#MOST] of a mailbox, at least one. Immutable; a changed
/// one shares with its predecessor every chunk in which nothing changed.
final class Stretch {
    /// How many chunks a stretch has at most.
    static final int MOST = 128;

    private final Chunk[] chunks;
    private final int[] starts; // of each chunk: how many messages of the stretch stand before it
    private final Tally tally;
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
        int found = Arrays.binarySearch(starts, index);
        int chunk = found >= 0 ? found : -found - 2;
        return chunks[chunk].messages()[index - starts[chunk]];
    }

    /// {@return the place of this UID, or `-(place where it would stand) - 1`}
    int indexOf(long uid) {
        int chunk = lastAtMost(chunks.length, i -> chunks[i].first(), uid);
        if (chunk < 0) {
            return -1;
        }
        Message[] messages = chunks[chunk].messages();
        int place = lastAtMost(messages.length, i -> messages[i].uid(), uid);
        int index = starts[chunk] + place;
        return messages[place].uid() == uid ? index : -index - 2;
    }

    /// {@return the place of the first message without \Seen, if there is one}
    int firstUnseen() {
        int chunk = 0;
        while (chunks[chunk].tally().unseen() == 0) {
            chunk++;
        }
        Message[] messages = chunks[chunk].messages();
        int place = 0;
        while (messages[place].flags().contains(SystemFlag.SEEN)) {
            place++;
        }
        return starts[chunk] + place;
    }

    /// {@return how many messages stand in chunks that the index does not have}
    int unindexed() {
        if (indexed) {
            return 0;
        }
        int count = 0;
        for (Chunk chunk : chunks) {
            count += chunk.id() == 0 ? chunk.tally().size() : 0;
        }
        indexed = count == 0;
        return count;
    }

    /// {@return true if no message can be put behind the last}
    boolean isFull() {
        return chunks.length == MOST && chunks[MOST - 1].tally().size() >= Chunk.MOST;
    }

    /// {@return this stretch, which is not full, and a message with a higher UID}
    Stretch plus(Message message) {
        Message[] last = chunks[chunks.length - 1].messages();
        boolean roomy = last.length < Chunk.MOST;
        Chunk[] all = Arrays.copyOf(chunks, chunks.length + (roomy ? 0 : 1));
        Message[] messages = roomy ? Arrays.copyOf(last, last.length + 1) : new Message[] {message};
        messages[messages.length - 1] = message;
        all[all.length - 1] = new Chunk(messages);
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
                Stream<Message> here = Arrays.stream(chunks[i].messages());
                all.addAll(Chunk.split(Stream.concat(here, more.subList(from, taken).stream())));
            }
        }
        return of(all);
    }

    /// {@return this stretch without these UIDs, nothing if that is empty}
    List<Stretch> minus(Uids uids) {
        List<Chunk> left = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (touches(uids, chunk)) {
                addOrMerge(left, without(uids, chunk.messages()));
            } else {
                left.add(chunk);
            }
        }
        return of(left);
    }

    /// {@return this stretch with the messages of these UIDs replaced}
    List<Stretch> replace(Uids uids, UnaryOperator<Message> change) {
        List<Chunk> all = new ArrayList<>(chunks.length);
        for (Chunk chunk : chunks) {
            all.add(
                    touches(uids, chunk)
                            ? new Chunk(replaced(uids, chunk.messages(), change))
                            : chunk);
        }
        return of(all);
    }

    /// {@return the messages of those chunks that may have these UIDs}
    Stream<Message> near(Uids uids) {
        return Arrays.stream(chunks)
                .filter(chunk -> touches(uids, chunk))
                .flatMap(chunk -> Arrays.stream(chunk.messages()));
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

    private static Message[] without(Uids uids, Message[] chunk) {
        return Arrays.stream(chunk).filter(m -> !uids.contains(m.uid())).toArray(Message[]::new);
    }

    private static Message[] replaced(Uids uids, Message[] chunk, UnaryOperator<Message> change) {
        Message[] copy = chunk.clone();
        for (int i = 0; i < copy.length; i++) {
            if (uids.contains(copy[i].uid())) {
                copy[i] = change.apply(copy[i]);
            }
        }
        return copy;
    }

    /// What is left of a chunk joins its neighbour if both are small, so that a mailbox that is
    /// emptied message by message does not end as many tiny chunks.
    private static void addOrMerge(List<Chunk> list, Message[] rest) {
        if (rest.length == 0) {
            return;
        }
        int last = list.size() - 1;
        if (last >= 0 && list.get(last).tally().size() + rest.length <= Chunk.MOST / 2) {
            Message[] before = list.get(last).messages();
            Message[] joined = Arrays.copyOf(before, before.length + rest.length);
            System.arraycopy(rest, 0, joined, before.length, rest.length);
            list.set(last, new Chunk(joined));
        } else {
            list.add(new Chunk(rest));
        }
    }
}
