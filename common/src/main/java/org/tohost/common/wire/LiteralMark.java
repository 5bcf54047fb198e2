package org.tohost.common.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The announcement of a literal at the end of a line of IMAP or ManageSieve: `{12}`, `{12+}` (RFC
/// 7888, RFC 5804 4: the client does not wait), and in IMAP `~{12}` (RFC 3516: may hold NUL).
///
/// The size is what the client says and may be any number up to [Long#MAX_VALUE]; the reader has to
/// refuse what is too much for it.
public record LiteralMark(long size, boolean nonSync, boolean literal8) {
    private static final Pattern FORM = Pattern.compile("(~?)\\{([0-9]{1,32})(\\+?)\\}$");
    private static final int LONGEST = 36;

    /// {@return the mark at the end of this line, if there is one}
    public static Optional<LiteralMark> of(byte[] line) {
        if (line.length == 0 || line[line.length - 1] != '}') {
            return Optional.empty();
        }
        int from = Math.max(0, line.length - LONGEST);
        Matcher matcher =
                FORM.matcher(
                        new String(line, from, line.length - from, StandardCharsets.ISO_8859_1));
        return matcher.find()
                ? Optional.of(
                        new LiteralMark(
                                size(matcher.group(2)),
                                !matcher.group(3).isEmpty(),
                                !matcher.group(1).isEmpty()))
                : Optional.empty();
    }

    private static long size(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /// {@return the mark as it stands at the end of the line}
    @Override
    public String toString() {
        return (literal8 ? "~{" : "{") + size + (nonSync ? "+}" : "}");
    }
}
