package org.tohost.backend.imap;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.MailboxEncoding;

/// Commands about a user's mailboxes, except those that select one.
final class MailboxHandler {
    private final UserStore mail;
    private final RecentMessages recent;
    private final ImapWriter out;

    MailboxHandler(UserStore mail, RecentMessages recent, ImapWriter out) {
        this.mail = mail;
        this.recent = recent;
        this.out = out;
    }

    /// CREATE. {@return how it ended}
    String create(MailboxCommand.Create command) {
        mail.apply(new Intent.CreateMailbox(command.mailbox()));
        return "OK CREATE completed";
    }

    /// DELETE. {@return how it ended}
    String delete(MailboxCommand.Delete command) {
        mail.apply(new Intent.DeleteMailbox(command.mailbox()));
        return "OK DELETE completed";
    }

    /// RENAME. {@return how it ended}
    String rename(MailboxCommand.Rename command) {
        mail.apply(new Intent.RenameMailbox(command.from(), command.to()));
        return "OK RENAME completed";
    }

    /// SUBSCRIBE. {@return how it ended}
    String subscribe(MailboxCommand.Subscribe command) {
        mail.apply(new Intent.Subscribe(command.mailbox()));
        return "OK SUBSCRIBE completed";
    }

    /// UNSUBSCRIBE. {@return how it ended}
    String unsubscribe(MailboxCommand.Unsubscribe command) {
        mail.apply(new Intent.Unsubscribe(command.mailbox()));
        return "OK UNSUBSCRIBE completed";
    }

    /// NAMESPACE: all mailboxes are the user's own. {@return how it ended}
    String namespace() throws IOException {
        out.untagged("NAMESPACE ((\"\" \"" + ListHandler.DELIMITER + "\")) NIL NIL");
        return "OK NAMESPACE completed";
    }

    /// STATUS. {@return how it ended}
    String status(MailboxCommand.Status command) throws IOException {
        MailboxView mailbox = find(command.mailbox());
        List<StatusItem> items = command.items();
        out.untagged(
                "STATUS "
                        + name(mailbox.name())
                        + items.stream()
                                .map(item -> item.name() + " " + value(mailbox, item))
                                .collect(Collectors.joining(" ", " (", ")")));
        return "OK STATUS completed";
    }

    private long value(MailboxView mailbox, StatusItem item) {
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
        };
    }

    /// {@return the mailbox of this name}
    ///
    /// @throws Failure.Refused if there is none
    MailboxView find(String name) {
        return mail.view()
                .mailbox(name)
                .orElseThrow(() -> new Failure.Refused(Refusal.NONEXISTENT, "no such mailbox"));
    }

    /// {@return the name of a mailbox as responses write it}
    static String name(String mailbox) {
        String encoded = MailboxEncoding.MODIFIED_UTF7.encode(mailbox);
        return new ResponseText().string(encoded).take();
    }
}
