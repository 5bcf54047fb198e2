package org.tohost.common.events;

import java.time.Duration;
import java.util.Locale;

/// One logfmt line: `key=value key="a value"`.
///
/// A value is bare only if all of it is made of harmless ASCII; else it stands in double quotes,
/// with a backslash before `"` and the backslash, and whatever is not printable as its four
/// hexadecimal digits behind a backslash and `u`, as in JSON. So a value can hold neither a line
/// end nor anything that reads as another field.
final class LogLine {
    private static final String BARE = "@._-:/+,<>[]%";
    private static final int MAX = 1000;

    private final StringBuilder line = new StringBuilder(200);

    LogLine(String event) {
        line.append("event=").append(event);
    }

    LogLine with(String key, String value) {
        line.append(' ').append(key).append('=');
        String kept = value.length() > MAX ? value.substring(0, MAX) + "..." : value;
        if (mayStandBare(kept)) {
            line.append(kept);
        } else {
            quote(kept);
        }
        return this;
    }

    LogLine with(String key, long value) {
        line.append(' ').append(key).append('=').append(value);
        return this;
    }

    LogLine with(String key, boolean value) {
        line.append(' ').append(key).append('=').append(value);
        return this;
    }

    /// Seconds with three decimals.
    LogLine with(String key, Duration value) {
        long millis = value.toMillis();
        long size = Math.abs(millis);
        line.append(' ')
                .append(key)
                .append(millis < 0 ? "=-" : "=")
                .append(size / 1000)
                .append('.');
        line.append(Long.toString(1000 + size % 1000), 1, 4);
        return this;
    }

    private static boolean mayStandBare(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!mayStandBare(value.charAt(i))) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean mayStandBare(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || BARE.indexOf(c) >= 0;
    }

    private void quote(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append((char) c);
            } else if (isPrintable(c)) {
                line.appendCodePoint(c);
            } else {
                escape(value, i, Character.charCount(c));
            }
            i += Character.charCount(c);
        }
        line.append('"');
    }

    private void escape(String value, int from, int count) {
        for (int i = from; i < from + count; i++) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) value.charAt(i)));
        }
    }

    /// Letters, marks, digits, punctuation, symbols and the plain space; no line ends of any
    /// script, no direction marks, nothing unassigned.
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
