package org.tohost.backend.imap.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Seeded;

/// RFC 5256 3: ORDEREDSUBJECT and REFERENCES.
class ThreadsTest {
    private final List<Letter> letters = new ArrayList<>();

    @Test
    void sameSubjectsAreOneThreadInTheOrderOfTheirFirstMessages() {
        letter("", "b");
        letter("", "a");
        letter("", "b");
        letter("", "a");
        letter("", "b");
        assertEquals("(1 (3)(5))(2 4)", text(SubjectThreads.of(letters)));
    }

    @Test
    void referencesMakeATree() {
        letter("a", "x");
        letter("b", "x", "a");
        letter("c", "x", "a", "b");
        letter("d", "x", "a");
        letter("e", "y");
        assertEquals("(1 (2 3)(4))(5)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void whatIsMissingIsLeftOutOrHoldsItsAnswersTogether() {
        letter("b", "x", "gone", "lost");
        letter("c", "y", "gone");
        letter("d", "z", "alone");
        assertEquals("((1)(2))(3)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void aMessageSaysItselfWhatItFollows() {
        letter("a", "x");
        letter("c", "y", "a", "b");
        letter("b", "z");
        assertEquals("(1)(3 2)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void loopsAreNotMade() {
        letter("a", "x", "b");
        letter("b", "y", "a");
        letter("c", "z", "c");
        letter("d", "u", "e", "d", "e");
        assertEquals("(2 1)(3)(4)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void aMessageIdThatAnotherHasIsNone() {
        letter("a", "x");
        letter("a", "y");
        letter("b", "z", "a");
        assertEquals("(1 3)(2)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void answersWithoutReferencesFollowTheSubject() {
        letter("a", "Re: x");
        letter("b", "x");
        letter("c", "re: x");
        assertEquals("(2 (1)(3))", text(ReferenceThreads.of(letters)));
    }

    @Test
    void equalSubjectsStandSideBySide() {
        letter("a", "x");
        letter("b", "x");
        letter("c", "x");
        assertEquals("((1)(2)(3))", text(ReferenceThreads.of(letters)));
    }

    @Test
    void threadsUnderMissingMessagesJoinBySubject() {
        letter("a", "x", "gone1");
        letter("b", "x", "gone1");
        letter("c", "x", "gone2");
        letter("d", "x", "gone2");
        letter("e", "x");
        assertEquals("((1)(2)(3)(4)(5))", text(ReferenceThreads.of(letters)));
    }

    @Test
    void messagesWithoutSubjectStayApart() {
        letter("a", "");
        letter("b", "");
        assertEquals("(1)(2)", text(ReferenceThreads.of(letters)));
    }

    @Test
    void eachMessageIsInOneThread() {
        Seeded.check(
                500,
                dice -> {
                    letters.clear();
                    int count = dice.upTo(30);
                    for (int i = 0; i < count; i++) {
                        String[] references = new String[dice.upTo(4)];
                        for (int j = 0; j < references.length; j++) {
                            references[j] = dice.text("abcdef", 1);
                        }
                        letter(dice.text("abcdef", 1), dice.text("xy", 1), references);
                    }
                    Set<Long> found = new HashSet<>();
                    int total = count(ReferenceThreads.of(letters), found);
                    assertEquals(count, total);
                    assertEquals(count, found.size());
                });
    }

    @Test
    void aChainOfVeryManyMessagesIsNoHarm() {
        for (int i = 0; i < 50_000; i++) {
            letter("m" + i, "s" + i, i == 0 ? new String[0] : new String[] {"m" + (i - 1)});
        }
        assertEquals(25, ReferenceThreads.of(letters).size()); // 2,000 deep each
        letters.clear();
        for (int i = 50_000; i > 0; i--) {
            letter("m" + i, "s" + i, "m" + (i - 1));
        }
        assertEquals(1, ReferenceThreads.of(letters).size());
    }

    private void letter(String id, String subject, String... references) {
        BaseSubject base = BaseSubject.of(subject);
        long number = letters.size() + 1L;
        letters.add(
                new Letter(
                        number,
                        id,
                        List.of(references),
                        base.text(),
                        base.isReply(),
                        Instant.ofEpochSecond(number)));
    }

    private static int count(List<Post> posts, Set<Long> found) {
        int count = 0;
        for (Post post : posts) {
            if (post.letter().isPresent()) {
                count++;
                found.add(post.letter().get().number());
            }
            count += count(post.replies(), found);
        }
        return count;
    }

    private static String text(List<Post> threads) {
        StringBuilder text = new StringBuilder();
        for (Post thread : threads) {
            String number = thread.letter().map(l -> "" + l.number()).orElse("");
            String replies = text(thread.replies());
            boolean one = thread.replies().size() == 1;
            String space = number.isEmpty() || replies.isEmpty() ? "" : " ";
            text.append('(').append(number).append(space);
            text.append(one ? replies.substring(1, replies.length() - 1) : replies).append(')');
        }
        return text.toString();
    }
}
