package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class SequenceSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,4:7,9,12:*  | 15         | 2,4:7,9,12:15",
                "*:4,5:7       | 10         | 4:10",
                "7:5           | 10         | 5:7",
                "*             | 10         | 10",
                "20:*          | 10         | 10:20",
                "1,2,3,2       | 10         | 1:3",
                "1:4294967295  | 3          | 1:4294967295",
            })
    void resolvesTheStar(String text, long largest, String expected) {
        assertEquals(expected, resolved(text, largest));
    }

    @Test
    void theStarOfAnEmptyMailboxIsNothing() {
        assertEquals("", resolved("*", 0));
        assertEquals("", resolved("1:*", 0));
        assertEquals("1", resolved("1", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1,",
                ":",
                "1:",
                ":1",
                "0",
                "01",
                "1:2:3",
                "a",
                "4294967296",
                "99999999999999999999",
                "-1",
                "1 ",
                "**"
            })
    void refusesOthers(String text) {
        assertThrows(Failure.Syntax.class, () -> SequenceSet.parse(text));
    }

    @Test
    void writesAsFewRangesAsPossible() {
        assertEquals("1:3,5,9", SequenceSet.of(List.of(9L, 1L, 3L, 2L, 5L)).toString());
        assertEquals("", SequenceSet.of(List.of()).toString());
        assertEquals("3,1:2,*", SequenceSet.parse("3,2:1,*").toString());
    }

    @Test
    void holdsWhatWasPutIn() {
        Seeded.check(
                1000,
                dice -> {
                    Set<Long> numbers = new HashSet<>();
                    for (int i = dice.upTo(30); i >= 0; i--) {
                        numbers.add(1L + dice.upTo(40));
                    }
                    SequenceSet set = SequenceSet.parse(SequenceSet.of(numbers).toString());
                    List<SequenceSet.Range> ranges = set.resolve(5);
                    for (long number = 1; number <= 45; number++) {
                        long n = number;
                        assertEquals(
                                numbers.contains(n), ranges.stream().anyMatch(r -> r.contains(n)));
                    }
                    for (int i = 1; i < ranges.size(); i++) {
                        assertTrue(ranges.get(i).first() > ranges.get(i - 1).last() + 1);
                    }
                });
    }

    private static String resolved(String text, long largest) {
        return SequenceSet.parse(text).resolve(largest).stream()
                .map(SequenceSet.Range::toString)
                .collect(Collectors.joining(","));
    }
}
