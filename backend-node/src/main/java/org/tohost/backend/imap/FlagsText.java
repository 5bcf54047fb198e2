package org.tohost.backend.imap;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.imap.Enabled.Feature;
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

    /// {@return the untagged FETCH that tells, under this number, the flags of a message, and what
    /// the client needs to know with them}
    static String fetch(SelectedMailbox mailbox, int number, Message message, boolean withUid) {
        List<String> items = new ArrayList<>();
        items.add(of(message.flags(), mailbox.isRecent(message)));
        return fetch(mailbox, number, message, withUid, items);
    }

    /// {@return the untagged FETCH that tells only the MODSEQ (RFC 7162 3.1.3)}
    static String modSeq(SelectedMailbox mailbox, int number, Message message, boolean withUid) {
        return fetch(mailbox, number, message, withUid, new ArrayList<>());
    }

    private static String fetch(
            SelectedMailbox mailbox,
            int number,
            Message message,
            boolean withUid,
            List<String> items) {
        if (withUid || mailbox.enabled().has(Feature.QRESYNC)) {
            items.addFirst("UID " + message.uid());
        }
        if (mailbox.enabled().has(Feature.CONDSTORE)) {
            items.add("MODSEQ (" + message.modSeq() + ")");
        }
        return number + " FETCH (" + String.join(" ", items) + ")";
    }
}
