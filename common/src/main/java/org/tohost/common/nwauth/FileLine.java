package org.tohost.common.nwauth;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// What a line of the file says.
sealed interface FileLine {
    int LONGEST = 8192;

    /// Nothing: it is empty, or a comment that begins with `#`.
    record Comment() implements FileLine {}

    /// A user.
    record Good(UserLine line) implements FileLine {}

    /// An operator's error; whose line it is, if that can be read.
    record Bad(Optional<UserId> user, String why) implements FileLine {}

    /// Reads a line without its end, whatever is in it. A character of `octets` is an octet.
    static FileLine parse(String octets) {
        String text =
                new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (text.isBlank() || text.startsWith("#")) {
            return new Comment();
        }
        int colon = text.indexOf(':', text.startsWith("\"") ? text.indexOf("\"@") + 1 : 0);
        UserId user;
        try {
            String name = text.substring(0, colon < 0 ? text.length() : colon);
            user = UserId.of(MailAddress.parse(name.strip()));
        } catch (Failure.Syntax e) {
            return new Bad(Optional.empty(), "does not begin with user@domain");
        }
        if (text.indexOf('\ufffd') >= 0) {
            return new Bad(Optional.of(user), "is not UTF-8");
        }
        return parse(user, colon < 0 ? "" : text.substring(colon + 1));
    }

    private static FileLine parse(UserId user, String rest) {
        if (rest.length() > LONGEST) {
            return new Bad(Optional.of(user), "has more than " + LONGEST + " characters");
        }
        int colon = rest.indexOf(':');
        String password = colon < 0 ? rest : rest.substring(0, colon);
        String info = colon < 0 ? "" : rest.substring(colon + 1).strip();
        try {
            return new Good(new UserLine(user, password, info));
        } catch (Failure.Syntax e) {
            return new Bad(Optional.of(user), e.getMessage());
        }
    }
}
