package org.tohost.common.managesieve;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The announcement of a literal at the end of a line: `{12+}` from a client, who never waits, and
/// `{12}` from a server (RFC 5804 4, literal-c2s and literal-s2c).
///
/// The size is what the peer says and may be any number up to [Long#MAX_VALUE]; the reader has to
/// refuse what is too much for it.
public record SieveLiteral(long size, boolean nonSync) {
    private static final Pattern FORM = Pattern.compile("\\{([0-9]{1,32})(\\+?)\\}$");
    private static final int LONGEST = 35;

    /// {@return the announcement at the end of this line, if there is one}
    public static Optional<SieveLiteral> of(byte[] line) {
        if (line.length == 0 || line[line.length - 1] != '}') {
            return Optional.empty();
        }
        int from = Math.max(0, line.length - LONGEST);
        Matcher matcher =
                FORM.matcher(
                        new String(line, from, line.length - from, StandardCharsets.ISO_8859_1));
        return matcher.find()
                ? Optional.of(new SieveLiteral(size(matcher.group(1)), !matcher.group(2).isEmpty()))
                : Optional.empty();
    }

    private static long size(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /// {@return the announcement as it stands at the end of the line}
    @Override
    public String toString() {
        return "{" + size + (nonSync ? "+}" : "}");
    }
}
