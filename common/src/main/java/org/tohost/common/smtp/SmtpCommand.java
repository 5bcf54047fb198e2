package org.tohost.common.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// A command line: a verb in upper case, and what follows the first space, spaces at the end of the
/// line cut off (RFC 5321 4.1.1).
public record SmtpCommand(String verb, String argument) {
    private static final int LONGEST_VERB = 32;

    /// Reads a line without its CRLF.
    ///
    /// @throws Failure.Syntax if it does not start with a verb, is not UTF-8 (RFC 6531), or holds
    ///   control characters
    public static SmtpCommand parse(byte[] line) {
        String text = utf8(line).stripTrailing();
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new Failure.Syntax("control character in a command");
        }
        int space = text.indexOf(' ');
        String verb = space < 0 ? text : text.substring(0, space);
        if (verb.isEmpty()
                || verb.length() > LONGEST_VERB
                || !verb.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new Failure.Syntax("expected a command");
        }
        return new SmtpCommand(
                verb.toUpperCase(Locale.ROOT),
                space < 0 ? "" : text.substring(space + 1).stripLeading());
    }

    private static String utf8(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("a command is ASCII or UTF-8");
        }
    }
}
