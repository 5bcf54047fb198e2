package org.tohost.common.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A reply (RFC 5321 4.2): a code, an enhanced code (RFC 3463, empty where it has none: greetings,
/// EHLO, 3yz), and at least one line of text.
public record SmtpReply(int code, String enhanced, List<String> lines) {
    /// Checks the shape.
    public SmtpReply {
        lines = lines.isEmpty() ? List.of("") : List.copyOf(lines);
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("no reply code: " + code);
        }
    }

    /// {@return a reply of one line}
    public static SmtpReply of(int code, String enhanced, String text) {
        return new SmtpReply(code, enhanced, List.of(text));
    }

    /// {@return a reply of one line without enhanced code}
    public static SmtpReply of(int code, String text) {
        return of(code, "", text);
    }

    /// {@return true for 2yz: done}
    public boolean isPositive() {
        return code < 300;
    }

    /// {@return true for 3yz: go on}
    public boolean isIntermediate() {
        return code >= 300 && code < 400;
    }

    /// {@return true for 4yz: try later}
    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    /// {@return true for 5yz: never}
    public boolean isPermanent() {
        return code >= 500;
    }

    /// {@return the reply on the line, with CRLF; the enhanced code stands in each line}
    public byte[] bytes() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            out.append(code).append(i + 1 < lines.size() ? '-' : ' ');
            if (!enhanced.isEmpty()) {
                out.append(enhanced).append(' ');
            }
            out.append(lines.get(i)).append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// {@return the reply in one line, for logs and reports}
    @Override
    public String toString() {
        String text = String.join(" / ", lines);
        return code + " " + (enhanced.isEmpty() ? text : enhanced + " " + text);
    }
}
