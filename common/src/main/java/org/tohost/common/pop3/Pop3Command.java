package org.tohost.common.pop3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// A command line: a keyword in upper case, and what follows the first space. How that is read
/// depends on the keyword: PASS takes all of it, spaces included (RFC 1939 7).
public record Pop3Command(String keyword, byte[] rest) {
    private static final int LONGEST_KEYWORD = 40;

    /// Reads a line without its CRLF.
    ///
    /// @throws Failure.Syntax if it does not start with a keyword of letters and digits
    public static Pop3Command parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int space = text.indexOf(' ');
        String keyword = space < 0 ? text : text.substring(0, space);
        if (keyword.isEmpty()
                || keyword.length() > LONGEST_KEYWORD
                || !keyword.chars().allMatch(Pop3Command::isLetterOrDigit)) {
            throw new Failure.Syntax("expected a command");
        }
        String rest = space < 0 ? "" : text.substring(space + 1);
        return new Pop3Command(
                keyword.toUpperCase(Locale.ROOT), rest.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// {@return the arguments between single spaces; spaces at the end of the line are ignored}
    ///
    /// @throws Failure.Syntax if there are fewer than `least` or more than `most`, or one is empty
    public List<String> arguments(int least, int most) {
        String text = new String(rest, StandardCharsets.ISO_8859_1).stripTrailing();
        List<String> arguments = text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        if (arguments.size() < least
                || arguments.size() > most
                || arguments.stream().anyMatch(String::isEmpty)) {
            throw new Failure.Syntax("wrong number of arguments");
        }
        return arguments;
    }

    /// {@return this argument as a number, 0 to 2^31 - 1}
    ///
    /// @throws Failure.Syntax if it is none
    public static int number(String argument) {
        try {
            if (argument.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integer.parseInt(argument);
            }
        } catch (NumberFormatException e) {
            // too large, or no digits at all: the same to the client
        }
        throw new Failure.Syntax("expected a number");
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
