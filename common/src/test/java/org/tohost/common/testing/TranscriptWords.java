package org.tohost.common.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands in braces in the lines of a transcript.
final class TranscriptWords {
    private static final String NAMED = "[a-z][a-zA-Z0-9]*";
    private static final Pattern WORD =
            Pattern.compile(
                    "\\{(?:(?<any>\\*)"
                            + "|/(?<regex>.+?)/"
                            + ("|(?<captured>" + NAMED + ")=/(?<capture>.+?)/")
                            + "|base64:(?<base64>[^}]*)"
                            + ("|(?<name>" + NAMED + "))\\}"));
    private static final Map<String, String> OCTETS =
            Map.of("crlf", "\r\n", "cr", "\r", "lf", "\n", "nul", "\0");

    private TranscriptWords() {}

    /// A line of the server: what it must match, and the groups to be remembered.
    record Expected(Pattern pattern, Set<String> names) {}

    static byte[] toSend(String text, Map<String, String> known) {
        StringBuilder sent = new StringBuilder();
        Matcher word = WORD.matcher(text);
        int at = 0;
        while (word.find()) {
            sent.append(text, at, word.start()).append(sent(word, known));
            at = word.end();
        }
        return sent.append(text.substring(at)).toString().getBytes(StandardCharsets.UTF_8);
    }

    static Expected toExpect(String text, Map<String, String> known) {
        StringBuilder regex = new StringBuilder();
        Set<String> names = new HashSet<>();
        Matcher word = WORD.matcher(text);
        int at = 0;
        while (word.find()) {
            regex.append(Pattern.quote(text.substring(at, word.start())));
            regex.append(expected(word, known, names));
            at = word.end();
        }
        regex.append(Pattern.quote(text.substring(at)));
        return new Expected(Pattern.compile(regex.toString()), names);
    }

    private static String sent(Matcher word, Map<String, String> known) {
        String base64 = word.group("base64");
        if (base64 != null) {
            byte[] octets = base64.replace("\\0", "\0").getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(octets);
        }
        String name = word.group("name");
        if (name == null) {
            throw new IllegalArgumentException("a client cannot send " + word.group());
        }
        String octets = OCTETS.get(name);
        return octets == null ? value(name, known) : octets;
    }

    private static String expected(Matcher word, Map<String, String> known, Set<String> names) {
        if (word.group("any") != null) {
            return ".*";
        }
        if (word.group("regex") != null) {
            return "(?:" + word.group("regex") + ")";
        }
        String captured = word.group("captured");
        if (captured != null) {
            names.add(captured);
            return "(?<" + captured + ">" + word.group("capture") + ")";
        }
        if (word.group("name") == null) {
            throw new IllegalArgumentException("a server is not expected to say " + word.group());
        }
        return Pattern.quote(value(word.group("name"), known));
    }

    private static String value(String name, Map<String, String> known) {
        String value = known.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is known under the name " + name);
        }
        return value;
    }
}
