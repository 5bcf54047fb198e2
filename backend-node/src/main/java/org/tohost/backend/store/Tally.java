package org.tohost.backend.store;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What is known of messages together, so that nobody has to look at each. Immutable.
///
/// @param unseen how many of them lack \Seen
/// @param deleted how many of them have \Deleted
/// @param octets their sizes together
/// @param keywords that they have, the case ignored; of very many some
record Tally(int size, int unseen, int deleted, long octets, NavigableSet<String> keywords) {
    /// How many keywords of a chunk are known without its messages.
    static final int MOST_OF_CHUNK = 64;

    /// How many keywords of a mailbox are.
    static final int MOST_OF_MAILBOX = 1000;

    /// Of no messages.
    static final Tally NONE = new Tally(0, 0, 0, 0, Flags.NONE.keywords());

    /// {@return what is known of a message}
    static Tally of(Message message) {
        Flags flags = message.flags();
        return new Tally(
                1,
                flags.contains(SystemFlag.SEEN) ? 0 : 1,
                flags.contains(SystemFlag.DELETED) ? 1 : 0,
                message.size(),
                flags.keywords());
    }

    /// {@return what is known of the messages of a chunk}
    static Tally of(Message... messages) {
        Tally tally = NONE;
        for (Message message : messages) {
            tally = tally.plus(of(message), MOST_OF_CHUNK);
        }
        return tally;
    }

    /// {@return what is known of both together}
    Tally plus(Tally more) {
        return plus(more, MOST_OF_MAILBOX);
    }

    /// {@return what is known of a chunk that has one message more}
    Tally plus(Message message) {
        return plus(of(message), MOST_OF_CHUNK);
    }

    /// {@return what is known of a chunk in which a message was replaced; nothing if a keyword may
    /// have gone by that}
    Optional<Tally> with(Message was, Message is) {
        if (!is.flags().keywords().containsAll(was.flags().keywords())) {
            return Optional.empty();
        }
        Tally before = of(was);
        Tally after = of(is);
        return Optional.of(
                new Tally(
                        size,
                        unseen + after.unseen - before.unseen,
                        deleted + after.deleted - before.deleted,
                        octets + after.octets - before.octets,
                        union(keywords, after.keywords, MOST_OF_CHUNK)));
    }

    private Tally plus(Tally more, int mostKeywords) {
        return new Tally(
                size + more.size,
                unseen + more.unseen,
                deleted + more.deleted,
                octets + more.octets,
                union(keywords, more.keywords, mostKeywords));
    }

    private static NavigableSet<String> union(
            NavigableSet<String> one, NavigableSet<String> other, int most) {
        if (other.isEmpty() || one.size() >= most || one.containsAll(other)) {
            return one;
        }
        NavigableSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(one);
        all.addAll(other);
        while (all.size() > most) {
            all.pollLast();
        }
        return Collections.unmodifiableNavigableSet(all);
    }

    void write(BinaryWriter out) {
        out.number(size).number(unseen).number(deleted).number(octets).number(keywords.size());
        keywords.forEach(out::text);
    }

    /// Reads it.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    static Tally read(BinaryReader in) {
        int size = (int) in.number();
        int unseen = (int) in.number();
        int deleted = (int) in.number();
        long octets = in.number();
        int count = in.count();
        if (count == 0) {
            return new Tally(size, unseen, deleted, octets, NONE.keywords());
        }
        NavigableSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < count; i++) {
            keywords.add(in.text());
        }
        return new Tally(
                size, unseen, deleted, octets, Collections.unmodifiableNavigableSet(keywords));
    }
}
