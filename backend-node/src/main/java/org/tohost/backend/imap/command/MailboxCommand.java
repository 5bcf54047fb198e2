package org.tohost.backend.imap.command;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.imap.ImapCursor;

/// Commands about mailboxes, for a user who is known. Names are plain Unicode.
public sealed interface MailboxCommand extends ImapCommand {
    /// SELECT, or EXAMINE if `readOnly` (RFC 9051 6.3.2, 6.3.3).
    ///
    /// @param condstore true if the client wants to hear of MODSEQ (RFC 7162 3.1.8)
    /// @param resync what it knows already (RFC 7162 3.2.5)
    record Select(String mailbox, boolean readOnly, boolean condstore, Optional<Resync> resync)
            implements MailboxCommand {
        /// Without parameters.
        public Select(String mailbox, boolean readOnly) {
            this(mailbox, readOnly, false, Optional.empty());
        }
    }

    /// CREATE (RFC 9051 6.3.4). A hierarchy delimiter at the end of the name is already taken off.
    ///
    /// @param uses what it is to be for (RFC 6154 3), as written
    record Create(String mailbox, List<String> uses) implements MailboxCommand {
        /// Copies the list.
        public Create {
            uses = List.copyOf(uses);
        }
    }

    /// DELETE (RFC 9051 6.3.5).
    record Delete(String mailbox) implements MailboxCommand {}

    /// RENAME (RFC 9051 6.3.6).
    record Rename(String from, String to) implements MailboxCommand {}

    /// SUBSCRIBE (RFC 9051 6.3.7).
    record Subscribe(String mailbox) implements MailboxCommand {}

    /// UNSUBSCRIBE (RFC 9051 6.3.8).
    record Unsubscribe(String mailbox) implements MailboxCommand {}

    /// LIST (RFC 5258 3).
    ///
    /// @param extended true if anything is said that RFC 3501 does not know
    record ListMailboxes(
            Set<ListSelection> selection,
            String reference,
            List<String> patterns,
            ListReturn returned,
            boolean extended)
            implements MailboxCommand {
        /// Copies set and list.
        public ListMailboxes {
            selection = Set.copyOf(selection);
            patterns = List.copyOf(patterns);
        }
    }

    /// LSUB (RFC 3501 6.3.9).
    record ListSubscribed(String reference, String pattern) implements MailboxCommand {}

    /// NAMESPACE (RFC 2342).
    record Namespace() implements MailboxCommand {}

    /// STATUS (RFC 9051 6.3.11).
    record Status(String mailbox, List<StatusItem> items) implements MailboxCommand {
        /// Copies the list.
        public Status {
            items = List.copyOf(items);
        }
    }

    /// GETQUOTAROOT (RFC 9208 4.1.2): which limits a mailbox is under.
    record GetQuotaRoot(String mailbox) implements MailboxCommand {}

    /// GETQUOTA (RFC 9208 4.1.1).
    record GetQuota(String root) implements MailboxCommand {}

    /// SETQUOTA (RFC 9208 4.1.3).
    record SetQuota(String root) implements MailboxCommand {}

    /// APPEND (RFC 9051 6.3.12) of one message or several (RFC 3502).
    record Append(String mailbox, List<NewMessage> messages) implements MailboxCommand {
        /// Copies the list.
        public Append {
            messages = List.copyOf(messages);
        }
    }

    /// A message that APPEND brings.
    record NewMessage(
            List<String> flags, Optional<Instant> internalDate, ImapCursor.Literal message) {
        /// Copies the list.
        public NewMessage {
            flags = List.copyOf(flags);
        }
    }

    /// Which mailboxes LIST tells of (RFC 5258 3.1, RFC 6154 2).
    enum ListSelection {
        /// The names that are subscribed, of mailboxes that exist or not.
        SUBSCRIBED,
        /// Those of other servers too.
        REMOTE,
        /// Names above those that are wanted too.
        RECURSIVEMATCH,
        /// Those that are for something.
        SPECIAL_USE
    }

    /// What LIST tells of them besides.
    ///
    /// @param subscribed RFC 5258 3.2
    /// @param children RFC 5258 3.2
    /// @param status RFC 5819: the items of a STATUS for each, none for no STATUS
    record ListReturn(boolean subscribed, boolean children, List<StatusItem> status) {
        /// What a LIST without options gets (RFC 3348).
        public static final ListReturn BASIC = new ListReturn(false, true, List.of());

        /// Copies the list.
        public ListReturn {
            status = List.copyOf(status);
        }
    }

    /// What STATUS tells of a mailbox.
    enum StatusItem {
        MESSAGES("MESSAGES"),
        RECENT("RECENT"),
        UIDNEXT("UIDNEXT"),
        UIDVALIDITY("UIDVALIDITY"),
        UNSEEN("UNSEEN"),
        /// RFC 7162 3.1.7: the number of the last change.
        HIGHESTMODSEQ("HIGHESTMODSEQ"),
        /// RFC 8438: the octets of all messages.
        SIZE("SIZE"),
        /// RFC 9208 4.1.4: the messages with \Deleted.
        DELETED("DELETED"),
        /// RFC 9208 4.1.4: the octets of these.
        DELETED_STORAGE("DELETED-STORAGE"),
        /// RFC 7889 4: the octets of the largest message that APPEND takes.
        APPENDLIMIT("APPENDLIMIT"),
        /// RFC 8474 4.3.
        MAILBOXID("MAILBOXID");

        private final String label;

        StatusItem(String label) {
            this.label = label;
        }

        /// {@return the name in commands and responses}
        public String label() {
            return label;
        }

        static Optional<StatusItem> named(String label) {
            return Arrays.stream(values()).filter(item -> item.label.equals(label)).findFirst();
        }
    }
}
