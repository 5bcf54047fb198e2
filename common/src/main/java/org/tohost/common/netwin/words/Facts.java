package org.tohost.common.netwin.words;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.common.failure.Failure;

/// What is known of a user, by label: `tohost="be1" quota="200"`. Labels are in lower case and have
/// up to 64 letters, digits, `_`, `-` and `.`; values have no quotes and no control characters.
public record Facts(SortedMap<String, String> values) {
    private static final int LONGEST_LABEL = 64;

    /// Nothing is known.
    public static final Facts NONE = new Facts(Collections.emptySortedMap());

    /// Copies the facts.
    ///
    /// @throws Failure.Syntax if one cannot be said
    public Facts {
        SortedMap<String, String> copy = new TreeMap<>();
        values.forEach((label, value) -> copy.put(label(label), value(value)));
        values = Collections.unmodifiableSortedMap(copy);
    }

    /// {@return these facts}
    ///
    /// @throws Failure.Syntax if one cannot be said
    public static Facts of(Map<String, String> facts) {
        return new Facts(new TreeMap<>(facts));
    }

    /// Reads `label="value" label="value"`, up to 8,192 octets.
    ///
    /// @throws Failure.Syntax if it is something else
    public static Facts parse(String text) {
        return new WordCursor(text.getBytes(StandardCharsets.UTF_8)).facts();
    }

    /// {@return the value, empty if there is none}
    public String get(String label) {
        return values.getOrDefault(label, "").strip();
    }

    /// {@return the values that the commas part, without empty ones}
    public List<String> list(String label) {
        return Stream.of(get(label).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    static boolean isOfLabel(byte octet) {
        return octet == '_'
                || octet == '-'
                || octet == '.'
                || (octet > 0 && Character.isLetterOrDigit(octet));
    }

    static String label(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_LABEL
                || !text.chars().allMatch(c -> c < 0x80 && isOfLabel((byte) c))) {
            throw new Failure.Syntax(
                    "a label has up to " + LONGEST_LABEL + " letters, digits, '_', '-' and '.'");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String value(String text) {
        if (text.indexOf('"') >= 0) {
            throw new Failure.Syntax("a value has no quotes in it");
        }
        return AuthentLine.free(text, "value");
    }

    /// {@return the facts as they stand in a line}
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(fact -> fact.getKey() + "=\"" + fact.getValue() + '"')
                .collect(Collectors.joining(" "));
    }
}
