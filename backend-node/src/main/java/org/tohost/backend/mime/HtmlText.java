package org.tohost.backend.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The words of HTML without the markup, as far as a preview needs them. One use, one thread.
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of("head", "title", "style", "script");
    private static final Set<String> WITHIN_WORDS =
            Set.of("a", "b", "big", "em", "font", "i", "small", "span", "strong", "sub", "u");
    private static final Map<String, String> NAMED =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ",
                    "zwnj", "", "shy", "");
    private static final int LONGEST_REFERENCE = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private HtmlText(String html) {
        this.html = html;
    }

    /// {@return the words, whatever this is; it may end anywhere}
    static String of(String html) {
        return new HtmlText(html).read();
    }

    private String read() {
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<') {
                markup();
            } else if (c == '&') {
                reference();
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    private void markup() {
        if (html.startsWith("<!--", at)) {
            behind("-->");
            return;
        }
        int start = at + 1;
        int end = start;
        while (end < html.length() && isName(html.charAt(end))) {
            end++;
        }
        String name = html.substring(start, end).toLowerCase(Locale.ROOT);
        behind(">");
        if (UNSEEN.contains(name)) {
            unseen("</" + name);
        } else if (!WITHIN_WORDS.contains(name.startsWith("/") ? name.substring(1) : name)) {
            text.append(' ');
        }
    }

    /// Goes to the end of an element that nobody sees.
    private void unseen(String endTag) {
        while (at < html.length() && !html.regionMatches(true, at, endTag, 0, endTag.length())) {
            at++;
        }
        behind(">");
    }

    private void behind(String end) {
        int found = html.indexOf(end, at);
        at = found < 0 ? html.length() : found + end.length();
    }

    private void reference() {
        int end = html.indexOf(';', at, Math.min(html.length(), at + LONGEST_REFERENCE));
        String name = end > at ? html.substring(at + 1, end) : "";
        String meant = name.startsWith("#") ? numbered(name.substring(1)) : NAMED.get(name);
        if (meant == null) {
            text.append('&');
            at++;
        } else {
            text.append(meant);
            at = end + 1;
        }
    }

    private static String numbered(String number) {
        try {
            int point =
                    number.startsWith("x") || number.startsWith("X")
                            ? Integer.parseInt(number.substring(1), 16)
                            : Integer.parseInt(number);
            return Character.isValidCodePoint(point) && !isSurrogate(point)
                    ? Character.toString(point)
                    : "\uFFFD";
        } catch (NumberFormatException _) {
            return "\uFFFD";
        }
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isName(char c) {
        return c == '/' || Character.isLetterOrDigit(c);
    }
}
