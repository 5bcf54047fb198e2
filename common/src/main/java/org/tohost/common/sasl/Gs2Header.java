package org.tohost.common.sasl;

import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.failure.Failure;

/// What the messages of newer mechanisms begin with (RFC 5801 4): `n,a=fred,`. It says whether the
/// client binds the login to its TLS connection, and as whom it wants to act.
///
/// @param text the header as it was sent, both commas included
record Gs2Header(Binding binding, Optional<LoginName> authzid, String text) {
    /// Channel binding, as the client sees it.
    sealed interface Binding {
        /// `n`: the client cannot.
        record None() implements Binding {}

        /// `y`: the client could, and thinks that the server cannot.
        record Unused() implements Binding {}

        /// `p`: by this type of binding (RFC 5056 7).
        record By(String type) implements Binding {}
    }

    /// Reads the header at the beginning of a message.
    ///
    /// @throws Failure.Syntax if there is none
    static Gs2Header parse(String message) {
        int first = message.indexOf(',');
        int second = message.indexOf(',', first + 1);
        if (first < 0 || second < 0) {
            throw new Failure.Syntax("expected a GS2 header");
        }
        return new Gs2Header(
                binding(message.substring(0, first)),
                authzid(message.substring(first + 1, second)),
                message.substring(0, second + 1));
    }

    private static Binding binding(String flag) {
        return switch (flag) {
            case "n" -> new Binding.None();
            case "y" -> new Binding.Unused();
            default -> {
                if (!flag.matches("p=[A-Za-z0-9.-]{1,255}")) {
                    throw new Failure.Syntax("expected n, y or p=");
                }
                yield new Binding.By(flag.substring(2));
            }
        };
    }

    private static Optional<LoginName> authzid(String text) {
        if (text.isEmpty() || text.equals("a=")) { // GNU SASL says nothing in this way
            return Optional.empty();
        }
        if (!text.startsWith("a=")) {
            throw new Failure.Syntax("expected a=");
        }
        return Optional.of(name(text.substring(2)));
    }

    /// {@return the name that is written so: `=2C` for a comma, `=3D` for an equals sign (RFC 5801
    /// 4)}
    ///
    /// @throws Failure.Syntax if it is not, or is no login name
    static LoginName name(String saslName) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < saslName.length(); i++) {
            char c = saslName.charAt(i);
            if (c != '=') {
                name.append(c);
            } else if (saslName.startsWith("=2C", i) || saslName.startsWith("=3D", i)) {
                name.append(saslName.charAt(i + 1) == '2' ? ',' : '=');
                i += 2;
            } else {
                throw new Failure.Syntax("an equals sign in a name is =3D, a comma =2C");
            }
        }
        return new LoginName(name.toString());
    }
}
