package org.tohost.common.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// One setting as it was written: `name "value"`, or `name field="value" ...`. Names of settings
/// and fields are in lower case.
public record SettingsLine(
        Place place, String name, Optional<String> value, Map<String, String> fields) {
    /// Copies the fields, in their order.
    public SettingsLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// {@return a line with one value}
    static SettingsLine of(Place place, String name, String value) {
        return new SettingsLine(place, name, Optional.of(value), Map.of());
    }

    /// {@return a line on which nothing stands behind the name, so that all fields have defaults}
    static SettingsLine empty(Place place, String name) {
        return new SettingsLine(place, name, Optional.empty(), Map.of());
    }

    /// Reads one line; blank lines and comments give nothing.
    ///
    /// @throws Failure.Syntax if it is none of these
    static Optional<SettingsLine> parse(Place place, String text) {
        Scanner scanner = new Scanner(text);
        scanner.space();
        if (scanner.atEnd()) {
            return Optional.empty();
        }
        String name = scanner.name();
        Optional<String> value = Optional.empty();
        Map<String, String> fields = new LinkedHashMap<>();
        for (scanner.spaceBeforeMore(); !scanner.atEnd(); scanner.spaceBeforeMore()) {
            if (scanner.peek() == '"') {
                check(value.isEmpty() && fields.isEmpty(), "one value in quotes, or only fields");
                value = Optional.of(scanner.quoted());
            } else {
                check(value.isEmpty(), "something behind the value; quotes in it are written \\\"");
                String field = scanner.name();
                scanner.equalsSign(field);
                boolean first = fields.put(field, scanner.quoted()) == null;
                check(first, "the field " + field + " is given twice");
            }
        }
        check(value.isPresent() || !fields.isEmpty(), "the value is missing: " + name + " \"...\"");
        return Optional.of(new SettingsLine(place, name, value, fields));
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new Failure.Syntax(rule);
        }
    }

    /// Reads from left to right through one line.
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at == text.length() || text.charAt(at) == '#';
        }

        char peek() {
            return text.charAt(at);
        }

        void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        void spaceBeforeMore() {
            int before = at;
            space();
            check(at > before || atEnd(), "a space is missing between two parts of the line");
        }

        String name() {
            int from = at;
            while (at < text.length() && isNameCharacter(text.charAt(at))) {
                at++;
            }
            check(at > from, "neither name \"value\" nor name field=\"value\"");
            return text.substring(from, at).toLowerCase(Locale.ROOT);
        }

        void equalsSign(String field) {
            space();
            check(
                    at < text.length() && peek() == '=',
                    "values stand in double quotes, and fields are written " + field + "=\"...\"");
            at++;
            space();
        }

        String quoted() {
            check(at < text.length() && peek() == '"', "values stand in double quotes");
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return value.toString();
                }
                if (c == '\\'
                        && at + 1 < text.length()
                        && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            throw new Failure.Syntax("the closing double quote is missing");
        }

        private static boolean isNameCharacter(char c) {
            return c == '_' || c == '-' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c));
        }
    }
}
