package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// The persistent list against a plain one.
class MessageListTest {
    private static Message message(long uid, long modSeq) {
        MessageContent content =
                new MessageContent(new BodyRef(uid, ""), 1, "M", new ThreadId(uid));
        return new Message(uid, modSeq, Flags.NONE, Instant.EPOCH, Instant.EPOCH, "", content);
    }

    @Test
    void aListDoesWhatAPlainListDoes() {
        Seeded.check(25, MessageListTest::compare);
    }

    private static void compare(Dice dice) {
        MessageList list = MessageList.EMPTY;
        List<Message> plain = new ArrayList<>();
        long uid = 0;
        for (int step = 1; step < 30; step++) {
            MessageList before = list;
            List<Message> plainBefore = List.copyOf(plain);
            switch (dice.upTo(4)) {
                case 0, 1 -> {
                    for (int i = dice.upTo(300); i > 0; i--) {
                        uid += 1 + dice.upTo(2);
                        list = list.plus(message(uid, step));
                        plain.add(message(uid, step));
                    }
                }
                case 2 -> {
                    Uids moved = some(plain, dice);
                    List<Message> among = list.among(moved);
                    assertEquals(
                            plain.stream().filter(m -> moved.contains(m.uid())).toList(), among);
                    list = list.minus(moved).with(among);
                }
                case 3 -> {
                    Uids gone = some(plain, dice);
                    list = list.minus(gone);
                    plain.removeIf(m -> gone.contains(m.uid()));
                }
                default -> {
                    Uids touched = some(plain, dice);
                    long modSeq = step;
                    Flags flags = flags(dice);
                    list = list.replace(touched, m -> m.flagged(flags, modSeq));
                    plain.replaceAll(m -> touched.contains(m.uid()) ? m.flagged(flags, modSeq) : m);
                }
            }
            assertSame(plain, list, uid);
            assertEquals(plainBefore, before.stream().toList(), "the old list stays");
            assertDiff(plainBefore, plain, MessageDiff.between(before, list));
        }
    }

    private static Uids some(List<Message> plain, Dice dice) {
        int keep = 1 + dice.upTo(20);
        int from = dice.upTo(plain.size());
        return Uids.ofMessages(plain.stream().skip(from).filter(_ -> dice.oneIn(keep)).toList());
    }

    private static void assertTally(List<Message> plain, MessageList list) {
        Predicate<Message> unseen = m -> !m.flags().contains(SystemFlag.SEEN);
        assertEquals(plain.stream().filter(unseen).count(), list.unseen());
        assertEquals(
                plain.stream().filter(unseen).map(plain::indexOf).findFirst(),
                list.firstUnseen().stream().boxed().findFirst());
        assertEquals(
                plain.stream().filter(m -> m.flags().contains(SystemFlag.DELETED)).toList(),
                list.deleted().toList());
        assertEquals(new Usage(plain.size(), plain.size()), list.usage());
        assertEquals(plain.isEmpty(), list.unindexed() == 0);
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        plain.forEach(m -> keywords.addAll(m.flags().keywords()));
        assertTrue(list.keywords().containsAll(keywords));
    }

    private static Flags flags(Dice dice) {
        return Flags.parse(
                Stream.of("\\Seen", "\\Deleted", "$Work", "$work", "b")
                        .filter(_ -> dice.oneIn(3))
                        .toList());
    }

    private static void assertSame(List<Message> plain, MessageList list, long lastUid) {
        assertTally(plain, list);
        assertEquals(plain.size(), list.size());
        assertEquals(plain, list.stream().toList());
        int next = 0;
        for (long uid = 0; uid <= lastUid + 1; uid++) {
            boolean there = next < plain.size() && plain.get(next).uid() == uid;
            assertEquals(there ? next : -next - 1, list.indexOf(uid));
            if (there) {
                assertEquals(plain.get(next), list.get(next));
                next++;
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(plain.size()));
    }

    private static void assertDiff(
            List<Message> before, List<Message> after, MailboxChanges changes) {
        Uids was = Uids.ofMessages(before);
        Uids is = Uids.ofMessages(after);
        Set<Message> same = new HashSet<>(before);
        assertEquals(
                before.stream().filter(m -> !is.contains(m.uid())).toList(), changes.expunged());
        assertEquals(after.stream().filter(m -> !was.contains(m.uid())).toList(), changes.added());
        assertEquals(
                after.stream().filter(m -> was.contains(m.uid()) && !same.contains(m)).toList(),
                changes.changed());
    }

    @Test
    void uidsRise() {
        MessageList list = MessageList.EMPTY.plus(message(7, 1));
        assertThrows(IllegalArgumentException.class, () -> list.plus(message(7, 2)));
    }

    @Test
    void whatDidNotChangeIsShared() {
        MessageList list = MessageList.EMPTY;
        for (int i = 1; i <= 10_000; i++) {
            list = list.plus(message(i, 1));
        }
        MessageList changed = list.replace(Uids.of(5000), m -> m.flagged(Flags.NONE, 2));
        ChunkCursor before = list.cursor();
        ChunkCursor after = changed.cursor();
        int unshared = 0;
        while (!before.atEnd()) {
            if (!before.skipShared(after)) {
                unshared++;
                before.skipChunk();
                after.skipChunk();
            }
        }
        assertEquals(1, unshared);
        assertTrue(after.atEnd());
    }
}
