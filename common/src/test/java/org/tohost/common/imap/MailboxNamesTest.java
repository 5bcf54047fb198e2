package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class MailboxNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INBOX                    | INBOX",
                "A&B                      | A&-B",
                "~peter/mail/台北/日本語 | ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
                "Entwürfe                 | Entw&APw-rfe",
                "😀                       | &2D3eAA-",
            })
    void encodesModifiedUtf7(String name, String encoded) {
        assertEquals(encoded, ModifiedUtf7.encode(name));
        assertEquals(name, ModifiedUtf7.decode(encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"&", "a&b", "&A-", "&APw", "&AP/-", "&AP=-", "&2D0-", "&A P-", "&APwA-"})
    void refusesDamagedNames(String encoded) {
        assertThrows(Failure.Syntax.class, () -> ModifiedUtf7.decode(encoded));
    }

    @Test
    void decodesWhatItEncoded() {
        Seeded.check(
                2000,
                dice -> {
                    String name = dice.text("ab&-,/+ü日\u0001", 15) + (dice.oneIn(2) ? "😀x" : "");
                    assertEquals(name, ModifiedUtf7.decode(ModifiedUtf7.encode(name)));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "*, a/b/c, true",
        "%, a, true",
        "%, a/b, false",
        "a/%, a/b, true",
        "a/%, a/b/c, false",
        "a/%/c, a/b/c, true",
        "a*c, a/b/c, true",
        "%/%, a/b, true",
        "inbox, INBOX, true",
        "InB*, INBOX, false",
        "'', a, false",
        "a, A, false",
    })
    void matchesPatterns(String pattern, String name, boolean matches) {
        assertEquals(matches, new ListPattern(pattern, '/').matches(name));
    }

    /// The words of bits behind the first one, against a matcher that tries everything.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void longPatternsFitAsShortOnesDo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String name = text(random, "ab/", 1 + random.nextInt(8));
            String pattern = text(random, "ab/%*", 1 + random.nextInt(7));
            boolean fits = new ListPattern(pattern, '/').matches(name);
            assertEquals(fits(pattern, name), fits, pattern + " " + name);
            String before = "c".repeat(60 + random.nextInt(80));
            assertEquals(fits, new ListPattern(before + pattern, '/').matches(before + name));
        }
    }

    private static String text(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static boolean fits(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        char first = pattern.charAt(0);
        String rest = pattern.substring(1);
        if (first != '*' && first != '%') {
            return !name.isEmpty() && name.charAt(0) == first && fits(rest, name.substring(1));
        }
        boolean stays = !name.isEmpty() && (first == '*' || name.charAt(0) != '/');
        return fits(rest, name) || (stays && fits(pattern, name.substring(1)));
    }

    @Test
    void manyWildCardsCostNoMoreThanTheirNumber() {
        ListPattern pattern = new ListPattern("%*".repeat(500) + "b", '/');
        String name = "a".repeat(500);
        assertFalse(pattern.matches(name));
        assertTrue(pattern.matches(name + "b"));
    }
}
