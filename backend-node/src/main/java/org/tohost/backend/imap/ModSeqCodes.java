package org.tohost.backend.imap;

import java.io.IOException;
import org.tohost.backend.imap.Enabled.Feature;
import org.tohost.backend.imap.command.ImapCommand;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MessageCommand;

/// Tells up to which change a client has heard of everything, where it could not know (RFC 7162).
final class ModSeqCodes {
    private final SelectedMailbox mailbox;
    private final ImapWriter out;

    ModSeqCodes(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// What is to be said behind the responses of a command.
    ///
    /// @param condstore true if CONDSTORE was enabled before it
    void follow(ImapCommand command, boolean condstore) throws IOException {
        boolean first =
                !condstore
                        && mailbox.enabled().has(Feature.CONDSTORE)
                        && !(command instanceof MailboxCommand.Select);
        // FETCH may have told of later changes than an EXPUNGE that must wait (RFC 7162 3.2)
        boolean ahead = mailbox.enabled().has(Feature.QRESYNC) && mailbox.pending();
        if (first || ahead) {
            out.untagged("OK " + code() + "Up to there all is told");
        }
    }

    /// {@return the status of a command, with the code where messages went (RFC 7162 3.2.7)}
    String complete(ImapCommand command, String status) {
        boolean expunges =
                command instanceof MessageCommand.Expunge || command instanceof MessageCommand.Move;
        return expunges && status.startsWith("OK ") && mailbox.enabled().has(Feature.CONDSTORE)
                ? "OK " + code() + status.substring("OK ".length())
                : status;
    }

    private String code() {
        return "[HIGHESTMODSEQ " + mailbox.told().highestModSeq() + "] ";
    }
}
