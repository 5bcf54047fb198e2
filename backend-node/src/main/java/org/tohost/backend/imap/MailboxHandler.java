package org.tohost.backend.imap;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.imap.command.MailboxCommand;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.SpecialUse;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.MailboxEncoding;

/// Commands about a user's mailboxes, except those that select one.
final class MailboxHandler {
    private final UserStore mail;
    private final ImapWriter out;

    MailboxHandler(UserStore mail, ImapWriter out) {
        this.mail = mail;
        this.out = out;
    }

    /// CREATE. {@return how it ended}
    String create(MailboxCommand.Create command) {
        Set<SpecialUse> uses = new HashSet<>();
        for (String name : command.uses()) {
            Optional<SpecialUse> use = SpecialUse.named(name);
            if (use.isEmpty()) {
                return "NO [USEATTR] No mailbox is for that";
            }
            uses.add(use.get());
        }
        try {
            long id = mail.apply(new Intent.CreateMailbox(command.mailbox(), uses));
            return "OK [MAILBOXID (" + id(id) + ")] CREATE completed";
        } catch (Failure.Refused e) {
            if (e.refusal() == Refusal.IN_USE) {
                return "NO [USEATTR] Another mailbox is for that";
            }
            throw e;
        }
    }

    /// {@return the MAILBOXID (RFC 8474 4) of the mailbox with this id}
    static String id(long mailbox) {
        return "F" + mailbox;
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
