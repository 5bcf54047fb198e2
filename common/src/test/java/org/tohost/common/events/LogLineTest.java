package org.tohost.common.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    /// A whole line: bare or quoted values, printable characters only.
    private static final Pattern LINE =
            Pattern.compile(
                    "event=x user=(?:[A-Za-z0-9@._:/+,<>\\[\\]%-]+|\"(?:[^\"\\\\\\p{C}]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*\")"
                            + " end=true");

    private static String user(String value) {
        String line = new LogLine("x").with("user", value).with("end", true).toString();
        assertTrue(LINE.matcher(line).matches(), line);
        return line.substring("event=x user=".length(), line.length() - " end=true".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "fred@example.net;        fred@example.net",
                "<a+b@[10.0.0.1]>;        <a+b@[10.0.0.1]>",
                "'';                      \"\"",
                "a b;                     \"a b\"",
                "a=b;                     \"a=b\"",
                "müller;                  \"müller\"",
                "say \"hi\";              \"say \\\"hi\\\"\"",
                "back\\slash;             \"back\\\\slash\"",
            })
    void values(String value, String written) {
        assertEquals(written, user(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nevent=login result=accepted user=root",
                "a\r\nINFO tohost.login - event=login result=refused",
                "a\" event=login result=accepted user=\"root",
                "a\\\" event=login",
                "a\u0085b",
                "a\u2028b\u2029c",
                "a\u202eb",
                "a\u0000\u001b[2Kb",
                "a\u007fb",
                "a\ud800b",
                "a\u00a0b",
                "\\",
            })
    void noValueEndsTheLineOrOpensAField(String value) {
        user(value);
    }

    @Test
    void whatIsNotPrintableIsShownAsInJson() {
        assertEquals(
                "\"a\\u000a\\u2028\\ud800\\udbff\\udfff😀\"",
                user("a\n\u2028\ud800\udbff\udfff😀"));
    }

    @Test
    void longValuesAreCut() {
        assertEquals("x".repeat(1000), user("x".repeat(1000)));
        assertEquals("x".repeat(1000) + "...", user("x".repeat(1001)));
        assertEquals("\"" + "x".repeat(999) + "\\ud83d...\"", user("x".repeat(999) + "😀"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextGivesOneValue(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65536));
            }
            user(text.toString());
        }
    }
}
