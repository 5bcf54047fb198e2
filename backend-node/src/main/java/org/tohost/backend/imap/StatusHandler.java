package org.tohost.backend.imap;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.UserStore;

/// STATUS (RFC 9051 6.3.11).
final class StatusHandler {
    private final UserStore mail;
    private final RecentMessages recent;
    private final long appendLimit;
    private final ImapWriter out;

    /// @param appendLimit the octets of the largest message that APPEND takes
    StatusHandler(UserStore mail, RecentMessages recent, long appendLimit, ImapWriter out) {
        this.mail = mail;
        this.recent = recent;
        this.appendLimit = appendLimit;
        this.out = out;
    }

    /// {@return how the command ended}
    String tell(MailboxCommand.Status command) throws IOException {
        tell(new MailboxHandler(mail, out).find(command.mailbox()), command.items());
        return "OK STATUS completed";
    }

    /// Tells these items of a mailbox.
    void tell(MailboxView mailbox, List<StatusItem> items) throws IOException {
        out.untagged(
                "STATUS "
                        + MailboxHandler.name(mailbox.name())
                        + items.stream()
                                .map(item -> item.label() + " " + value(mailbox, item))
                                .collect(Collectors.joining(" ", " (", ")")));
    }

    private String value(MailboxView mailbox, StatusItem item) {
        return item == StatusItem.MAILBOXID
                ? "(" + MailboxHandler.id(mailbox.id()) + ")"
                : String.valueOf(number(mailbox, item));
    }

    private long number(MailboxView mailbox, StatusItem item) {
        return switch (item) {
            case MESSAGES -> mailbox.messages().size();
            case RECENT -> {
                RecentUids unclaimed = new RecentUids();
                unclaimed.add(recent.first(mail.view().user(), mailbox.id()), mailbox.uidNext());
                yield unclaimed.count(mailbox.messages());
            }
            case UIDNEXT -> mailbox.uidNext();
            case UIDVALIDITY -> mailbox.uidValidity();
            case UNSEEN -> mailbox.unseen();
            case HIGHESTMODSEQ -> mailbox.highestModSeq();
            case SIZE -> mailbox.messages().usage().octets();
            case DELETED -> mailbox.messages().deleted().count();
            case DELETED_STORAGE -> mailbox.messages().deleted().mapToLong(Message::size).sum();
            case APPENDLIMIT -> appendLimit;
            case MAILBOXID -> mailbox.id();
        };
    }
}
