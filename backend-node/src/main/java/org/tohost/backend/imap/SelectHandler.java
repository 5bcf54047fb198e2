package org.tohost.backend.imap;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.tohost.backend.imap.command.Resync;
import org.tohost.backend.store.MailboxView;

/// What SELECT and EXAMINE tell of a mailbox (RFC 3501 6.3.1, RFC 7162 3.1.2).
final class SelectHandler {
    private static final String SYSTEM = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

    private final ImapWriter out;

    SelectHandler(ImapWriter out) {
        this.out = out;
    }

    /// {@return how the command ended}
    String tell(SelectedMailbox mailbox, Optional<Resync> resync) throws IOException {
        MailboxView view = mailbox.told();
        String flags = SYSTEM + keywords(view);
        out.untagged("FLAGS (" + flags + ")");
        out.untagged(view.messages().size() + " EXISTS");
        out.untagged(mailbox.recentCount() + " RECENT");
        OptionalInt unseen = view.messages().firstUnseen();
        if (unseen.isPresent()) {
            out.untagged("OK [UNSEEN " + (unseen.getAsInt() + 1) + "] First unseen");
        }
        String permanent = mailbox.readOnly() ? "" : flags + " \\*";
        out.untagged("OK [PERMANENTFLAGS (" + permanent + ")] What can be stored");
        out.untagged("OK [UIDVALIDITY " + view.uidValidity() + "] UIDs are valid");
        out.untagged("OK [UIDNEXT " + view.uidNext() + "] Next UID");
        out.untagged("OK [HIGHESTMODSEQ " + view.highestModSeq() + "] Last change");
        out.untagged("OK [MAILBOXID (" + MailboxHandler.id(view.id()) + ")] Its name for good");
        if (resync.isPresent()) {
            new CatchUp(mailbox, out).since(resync.get());
        }
        return mailbox.readOnly()
                ? "OK [READ-ONLY] EXAMINE completed"
                : "OK [READ-WRITE] SELECT completed";
    }

    private static String keywords(MailboxView view) {
        NavigableSet<String> names = view.messages().keywords();
        return names.isEmpty() ? "" : " " + String.join(" ", names);
    }
}
