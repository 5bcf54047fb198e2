package org.tohost.common.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Commands for tests.
final class ImapCommands {
    private ImapCommands() {}

    /// A command of a text and then literals and texts by turns.
    static ImapCursor cursor(String first, String... more) {
        List<CommandPart> parts = new ArrayList<>();
        parts.add(new CommandPart.Text(first.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < more.length; i++) {
            byte[] octets = more[i].getBytes(StandardCharsets.UTF_8);
            parts.add(
                    i % 2 == 0
                            ? new CommandPart.Literal(new BytesLiteral(octets))
                            : new CommandPart.Text(octets));
        }
        return new ImapCursor(parts);
    }
}
