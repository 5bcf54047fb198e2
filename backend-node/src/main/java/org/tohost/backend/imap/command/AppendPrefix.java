package org.tohost.backend.imap.command;

import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.CommandPart;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.MailboxEncoding;

/// Looks at a command of which only the beginning is here, because a literal comes next.
public final class AppendPrefix {
    private AppendPrefix() {}

    /// {@return the mailbox, if the command is an APPEND and the next literal is its message}
    public static Optional<String> mailbox(List<CommandPart> begun, MailboxEncoding encoding) {
        try {
            ImapCursor in = new ImapCursor(begun);
            in.tag();
            in.sp();
            if (!in.keyword().equals("APPEND")) {
                return Optional.empty();
            }
            in.sp();
            String mailbox = in.mailbox(encoding);
            return in.at(' ') ? Optional.of(mailbox) : Optional.empty();
        } catch (Failure.Syntax e) {
            return Optional
                    .empty(); // the literal is the name, or the parser will say what is wrong
        }
    }
}
