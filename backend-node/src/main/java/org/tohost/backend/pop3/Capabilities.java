package org.tohost.backend.pop3;

import java.util.ArrayList;
import java.util.List;

/// What CAPA lists in both states (RFC 2449 6, RFC 3206, RFC 6856). What depends on the state is
/// [Pop3Login]'s.
final class Capabilities {
    private Capabilities() {}

    static List<String> always(Pop3Settings settings) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "TOP",
                                "UIDL",
                                "RESP-CODES",
                                "AUTH-RESP-CODE",
                                "PIPELINING",
                                "UTF8 USER",
                                "LANG"));
        lines.add("EXPIRE " + settings.expire().map(e -> "" + e.toDays()).orElse("NEVER"));
        if (!settings.loginDelay().isZero()) {
            lines.add("LOGIN-DELAY " + Math.max(1, settings.loginDelay().toSeconds()));
        }
        lines.add("IMPLEMENTATION Tohost");
        return lines;
    }
}
