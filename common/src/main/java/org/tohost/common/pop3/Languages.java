package org.tohost.common.pop3;

import java.util.List;
import java.util.Locale;

/// The command LANG (RFC 6856 3), whose only language is English. Pure.
public final class Languages {
    private static final List<String> LISTING =
            List.of(
                    "+OK Language listing follows",
                    "en English",
                    "i-default Default language",
                    ".");

    private Languages() {}

    /// {@return the lines of the response: the listing; with an argument, what became of the wish,
    /// where `*` leaves the choice to the server}
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if there is more than one argument
    public static List<String> answer(Pop3Command command) {
        List<String> arguments = command.arguments(0, 1);
        if (arguments.isEmpty()) {
            return LISTING;
        }
        String wish = arguments.getFirst().toLowerCase(Locale.ROOT);
        if (wish.equals("i-default")) {
            return List.of("+OK i-default Language changed");
        }
        return wish.equals("*") || wish.equals("en") || wish.startsWith("en-")
                ? List.of("+OK en Language changed")
                : List.of("-ERR This language is not supported");
    }
}
