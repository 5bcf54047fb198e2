package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The messages of a mailbox by rising UID: a persistent tree of stretches of chunks. A changed
/// list shares with its predecessor every stretch and every chunk in which nothing changed, so that
/// a change costs about as much in a mailbox of a million messages as in one of a thousand.
/// Immutable.
///
/// What was not used for long is not in memory; reading it may fail with
/// [org.tohost.common.failure.Failure.Unavailable] when the index on the disk does.
public final class MessageList {
    /// The list without messages.
    public static final MessageList EMPTY = new MessageList(List.of(), Tally.NONE);

    private final Stretch[] stretches;
    private final int[] starts; // of each stretch: how many messages stand before it
    private final Tally tally;

    private MessageList(List<Stretch> stretches, Tally tally) {
        this.stretches = stretches.toArray(new Stretch[0]);
        this.tally = tally;
        this.starts = new int[this.stretches.length];
        int count = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = count;
            count += this.stretches[i].tally().size();
        }
    }

    /// {@return the messages of these chunks, in this order}
    static MessageList of(List<Chunk> chunks) {
        return ofStretches(Stretch.of(chunks));
    }

    private static MessageList ofStretches(List<Stretch> stretches) {
        Tally tally = Tally.NONE;
        for (Stretch stretch : stretches) {
            tally = tally.plus(stretch.tally());
        }
        return stretches.isEmpty() ? EMPTY : new MessageList(stretches, tally);
    }

    /// {@return how many messages there are}
    public int size() {
        return tally.size();
    }

    /// {@return the message at this place, from 0}
    public Message get(int index) {
        int stretch = stretchOf(index);
        return stretches[stretch].get(index - starts[stretch]);
    }

    /// {@return the UID of the message at this place, from 0}
    public long uid(int index) {
        int stretch = stretchOf(index);
        return stretches[stretch].uid(index - starts[stretch]);
    }

    /// {@return the MODSEQ of the message at this place, from 0}
    public long modSeq(int index) {
        int stretch = stretchOf(index);
        return stretches[stretch].modSeq(index - starts[stretch]);
    }

    private int stretchOf(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("message " + index + " of " + size());
        }
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }

    /// {@return the place of this UID, or `-(place where it would stand) - 1`}
    public int indexOf(long uid) {
        int stretch = Stretch.lastAtMost(stretches.length, i -> stretches[i].first(), uid);
        if (stretch < 0) {
            return -1;
        }
        int found = stretches[stretch].indexOf(uid);
        return found >= 0 ? starts[stretch] + found : found - starts[stretch];
    }

    /// {@return all, by rising UID}
    public Stream<Message> stream() {
        return IntStream.range(0, size()).mapToObj(this::get);
    }

    /// {@return those with \Deleted, by rising UID}
    public Stream<Message> deleted() {
        return Arrays.stream(stretches)
                .filter(stretch -> stretch.tally().deleted() > 0)
                .flatMap(stretch -> stretch.chunks().stream())
                .filter(chunk -> chunk.tally().deleted() > 0)
                .flatMap(chunk -> Arrays.stream(chunk.messages().all()))
                .filter(message -> message.flags().contains(SystemFlag.DELETED));
    }

    /// {@return the place of the first message without \Seen}
    public OptionalInt firstUnseen() {
        for (int i = 0; i < stretches.length; i++) {
            if (stretches[i].tally().unseen() > 0) {
                return OptionalInt.of(starts[i] + stretches[i].firstUnseen());
            }
        }
        return OptionalInt.empty();
    }

    /// {@return the keywords that messages have, the case ignored; of very many some}
    public NavigableSet<String> keywords() {
        return tally.keywords();
    }

    /// {@return how many messages lack \Seen}
    int unseen() {
        return tally.unseen();
    }

    /// {@return what the messages amount to}
    public Usage usage() {
        return new Usage(tally.octets(), tally.size());
    }

    /// {@return about how many octets of memory the chunks take that the index does not have}
    long unindexed() {
        long octets = 0;
        for (Stretch stretch : stretches) {
            octets += stretch.unindexed();
        }
        return octets;
    }

    List<Chunk> chunks() {
        List<Chunk> all = new ArrayList<>(chunkCount());
        for (Stretch stretch : stretches) {
            all.addAll(stretch.chunks());
        }
        return all;
    }

    int chunkCount() {
        int count = 0;
        for (Stretch stretch : stretches) {
            count += stretch.chunks().size();
        }
        return count;
    }

    /// {@return this list and a message with a higher UID than all others}
    MessageList plus(Message message) {
        int last = stretches.length - 1;
        if (last >= 0 && stretches[last].last() >= message.uid()) {
            throw new IllegalArgumentException("UIDs rise");
        }
        List<Stretch> all = new ArrayList<>(stretches.length + 1);
        all.addAll(Arrays.asList(stretches));
        if (last >= 0 && !stretches[last].isFull()) {
            all.set(last, stretches[last].plus(message));
        } else {
            all.addAll(Stretch.of(List.of(Chunk.of(message))));
        }
        return new MessageList(all, tally.plus(Tally.of(message)));
    }

    /// {@return this list and other messages, by rising UID, none of which is in it}
    MessageList with(List<Message> more) {
        if (more.isEmpty()) {
            return this;
        }
        if (stretches.length == 0) {
            return of(Chunk.split(more.iterator()));
        }
        List<Stretch> all = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < stretches.length; i++) {
            int from = taken;
            long end = i + 1 == stretches.length ? Long.MAX_VALUE : stretches[i + 1].first();
            while (taken < more.size() && more.get(taken).uid() < end) {
                taken++;
            }
            if (from == taken) {
                all.add(stretches[i]);
            } else {
                all.addAll(stretches[i].with(more.subList(from, taken)));
            }
        }
        return ofStretches(all);
    }

    /// {@return those with these UIDs, by rising UID}
    Selection among(Uids uids) {
        return Selection.of(
                this,
                IntStream.range(0, stretches.length)
                        .filter(i -> touches(uids, stretches[i]))
                        .flatMap(i -> stretches[i].places(uids).map(place -> starts[i] + place)));
    }

    /// {@return this list without these UIDs}
    MessageList minus(Uids uids) {
        return changed(uids, stretch -> stretch.minus(uids));
    }

    /// {@return this list with the messages of these UIDs replaced}
    MessageList replace(Uids uids, UnaryOperator<Message> change) {
        return changed(uids, stretch -> stretch.replace(uids, change));
    }

    private MessageList changed(Uids uids, Function<Stretch, List<Stretch>> change) {
        List<Stretch> all = new ArrayList<>(stretches.length);
        for (Stretch stretch : stretches) {
            if (touches(uids, stretch)) {
                all.addAll(change.apply(stretch));
            } else {
                all.add(stretch);
            }
        }
        return ofStretches(all);
    }

    private static boolean touches(Uids uids, Stretch stretch) {
        return uids.anyBetween(stretch.first(), stretch.last());
    }

    ChunkCursor cursor() {
        return new ChunkCursor(stretches);
    }
}
