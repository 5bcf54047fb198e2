package org.tohost.common.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// Puts the lines of a server together to replies. A server that does not keep to the grammar or
/// never comes to an end is a `Failure.Syntax`: the caller gives the connection up.
public final class SmtpReplyReader {
    private static final Pattern LINE = Pattern.compile("(?s)([2-5][0-9][0-9])(?:([ -])(.*))?");
    private static final Pattern ENHANCED =
            Pattern.compile("(?s)([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: (.*))?");
    private static final int MOST_LINES = 256;

    private final List<String> lines = new ArrayList<>();
    private int code;
    private String enhanced = "";

    /// {@return the reply that this line (without CRLF) completes}
    ///
    /// @throws Failure.Syntax if it is no line of a reply, has another code than the line before,
    ///   or is one too many
    public Optional<SmtpReply> add(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new Failure.Syntax("not a reply");
        }
        int next = Integer.parseInt(matcher.group(1));
        if ((!lines.isEmpty() && next != code) || lines.size() == MOST_LINES) {
            throw new Failure.Syntax("bad reply of several lines");
        }
        code = next;
        lines.add(text(matcher.group(3) == null ? "" : matcher.group(3)));
        if ("-".equals(matcher.group(2))) {
            return Optional.empty();
        }
        SmtpReply reply = new SmtpReply(code, enhanced, lines);
        lines.clear();
        enhanced = "";
        return Optional.of(reply);
    }

    private String text(String text) {
        Matcher matcher = ENHANCED.matcher(text);
        if (!matcher.matches() || matcher.group(1).charAt(0) - '0' != code / 100) {
            return text;
        }
        enhanced = matcher.group(1);
        return matcher.group(2) == null ? "" : matcher.group(2);
    }
}
