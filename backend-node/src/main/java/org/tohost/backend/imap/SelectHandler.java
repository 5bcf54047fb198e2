package org.tohost.backend.imap;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.SystemFlag;

/// What SELECT and EXAMINE tell of a mailbox (RFC 3501 6.3.1).
final class SelectHandler {
    private static final String SYSTEM = "\\Answered \\Flagged \\Deleted \\Seen \\Draft";

    /// How many different keywords are named.
    private static final int MAX_KEYWORDS = 1000;

    private final ImapWriter out;

    SelectHandler(ImapWriter out) {
        this.out = out;
    }

    /// {@return how the command ended}
    String tell(SelectedMailbox mailbox) throws IOException {
        MailboxView view = mailbox.told();
        String flags = SYSTEM + keywords(view);
        out.untagged("FLAGS (" + flags + ")");
        out.untagged(view.messages().size() + " EXISTS");
        out.untagged(mailbox.recentCount() + " RECENT");
        int unseen = firstUnseen(view);
        if (unseen > 0) {
            out.untagged("OK [UNSEEN " + unseen + "] First unseen");
        }
        String permanent = mailbox.readOnly() ? "" : flags + " \\*";
        out.untagged("OK [PERMANENTFLAGS (" + permanent + ")] What can be stored");
        out.untagged("OK [UIDVALIDITY " + view.uidValidity() + "] UIDs are valid");
        out.untagged("OK [UIDNEXT " + view.uidNext() + "] Next UID");
        return mailbox.readOnly()
                ? "OK [READ-ONLY] EXAMINE completed"
                : "OK [READ-WRITE] SELECT completed";
    }

    private static int firstUnseen(MailboxView view) {
        int number = 0;
        for (Message message : (Iterable<Message>) view.messages().stream()::iterator) {
            number++;
            if (!message.flags().contains(SystemFlag.SEEN)) {
                return number;
            }
        }
        return 0;
    }

    private static String keywords(MailboxView view) {
        NavigableSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        view.messages().stream()
                .map(message -> message.flags().keywords())
                .filter(keywords -> !keywords.isEmpty() && names.size() < MAX_KEYWORDS)
                .forEach(names::addAll);
        return names.isEmpty() ? "" : " " + String.join(" ", names);
    }
}
