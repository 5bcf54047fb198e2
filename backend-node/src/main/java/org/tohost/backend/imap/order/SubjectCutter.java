package org.tohost.backend.imap.order;

import java.util.regex.Pattern;

/// Cuts a subject from both ends, by the steps of RFC 5256 2.1. One subject.
final class SubjectCutter {
    private static final Pattern SPACES = Pattern.compile("[ \t\r\n]+");

    private final String text;
    private int start;
    private int end;
    private boolean reply;

    SubjectCutter(String subject) {
        text = SPACES.matcher(subject).replaceAll(" "); // step 1
        end = text.length();
    }

    BaseSubject cut() {
        do {
            cutTrailers();
            cutLeaders();
        } while (unwrapped());
        return new BaseSubject(text.substring(start, end), reply);
    }

    /// Step 2.
    private void cutTrailers() {
        while (start < end) {
            if (text.charAt(end - 1) == ' ') {
                end--;
            } else if (end - start >= 5 && isAt("(fwd)", end - 5)) {
                end -= 5;
                reply = true;
            } else {
                return;
            }
        }
    }

    /// Steps 3 to 5. Blobs without `Re:` behind them go too, except one with which all would go.
    private void cutLeaders() {
        while (true) {
            start = skipSpace(start);
            int last = start;
            int behind = start;
            for (int next = skipBlob(behind); next > behind; next = skipBlob(behind)) {
                last = behind;
                behind = next;
            }
            int base = skipReply(behind);
            if (base == behind) {
                start = behind < end ? behind : last;
                return;
            }
            start = base;
            reply = true;
        }
    }

    /// Step 6.
    private boolean unwrapped() {
        if (end - start < 6 || !isAt("[fwd:", start) || text.charAt(end - 1) != ']') {
            return false;
        }
        start += 5;
        end--;
        reply = true;
        return true;
    }

    /// {@return where the blob that begins here ends, with the space behind it}
    private int skipBlob(int at) {
        if (at >= end || text.charAt(at) != '[') {
            return at;
        }
        int i = at + 1;
        while (i < end && text.charAt(i) != '[' && text.charAt(i) != ']') {
            i++;
        }
        return i < end && text.charAt(i) == ']' ? skipSpace(i + 1) : at;
    }

    /// {@return where `Re:`, `Fw:` or `Fwd:`, perhaps with a blob before the colon, ends}
    private int skipReply(int at) {
        int word = isAt("re", at) || isAt("fw", at) ? at + 2 : at;
        if (word > at && isAt("fwd", at)) {
            word++;
        }
        int colon = word > at ? skipBlob(skipSpace(word)) : end;
        return colon < end && text.charAt(colon) == ':' ? colon + 1 : at;
    }

    private int skipSpace(int at) {
        int i = at;
        while (i < end && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private boolean isAt(String word, int at) {
        return at + word.length() <= end && text.regionMatches(true, at, word, 0, word.length());
    }
}
