package org.tohost.backend.imap.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tohost.common.imap.ImapCursor;

/// Commands about mailboxes, for a user who is known. Names are plain Unicode.
public sealed interface MailboxCommand extends ImapCommand {
    /// SELECT, or EXAMINE if `readOnly` (RFC 9051 6.3.2, 6.3.3).
    record Select(String mailbox, boolean readOnly) implements MailboxCommand {}

    /// CREATE (RFC 9051 6.3.4). A hierarchy delimiter at the end of the name is already taken off.
    record Create(String mailbox) implements MailboxCommand {}

    /// DELETE (RFC 9051 6.3.5).
    record Delete(String mailbox) implements MailboxCommand {}

    /// RENAME (RFC 9051 6.3.6).
    record Rename(String from, String to) implements MailboxCommand {}

    /// SUBSCRIBE (RFC 9051 6.3.7).
    record Subscribe(String mailbox) implements MailboxCommand {}

    /// UNSUBSCRIBE (RFC 9051 6.3.8).
    record Unsubscribe(String mailbox) implements MailboxCommand {}

    /// LIST, or LSUB if `subscribed` (RFC 3501 6.3.8, 6.3.9).
    record ListMailboxes(String reference, String pattern, boolean subscribed)
            implements MailboxCommand {}

    /// NAMESPACE (RFC 2342).
    record Namespace() implements MailboxCommand {}

    /// STATUS (RFC 9051 6.3.11).
    record Status(String mailbox, List<StatusItem> items) implements MailboxCommand {
        /// Copies the list.
        public Status {
            items = List.copyOf(items);
        }
    }

    /// APPEND (RFC 9051 6.3.12).
    record Append(
            String mailbox,
            List<String> flags,
            Optional<Instant> internalDate,
            ImapCursor.Literal message)
            implements MailboxCommand {
        /// Copies the list.
        public Append {
            flags = List.copyOf(flags);
        }
    }

    /// What STATUS tells of a mailbox.
    enum StatusItem {
        MESSAGES,
        RECENT,
        UIDNEXT,
        UIDVALIDITY,
        UNSEEN
    }
}
