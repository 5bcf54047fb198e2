package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.Message;

/// Flags as responses write them.
final class FlagsText {
    private FlagsText() {}

    /// {@return `FLAGS (...)`}
    static String of(Flags flags, boolean recent) {
        List<String> names = new ArrayList<>(flags.names());
        if (recent) {
            names.add("\\Recent");
        }
        return "FLAGS (" + String.join(" ", names) + ")";
    }

    /// {@return the untagged FETCH that tells the flags of a message}
    static String fetch(int number, Message message, boolean recent, boolean withUid) {
        String uid = withUid ? "UID " + message.uid() + " " : "";
        return number + " FETCH (" + uid + of(message.flags(), recent) + ")";
    }
}
