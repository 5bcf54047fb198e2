package org.tohost.backend.imap.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.imap.command.MailboxCommand.NewMessage;
import org.tohost.backend.imap.command.MailboxCommand.StatusItem;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.MailboxEncoding;

/// Reads commands about mailboxes, the cursor standing behind the command's name.
record MailboxCommandParser(MailboxEncoding encoding, char delimiter) {
    /// {@return the command of this name, which is in upper case}
    ///
    /// @throws Failure.Syntax if it is none that we know
    ImapCommand parse(String name, ImapCursor in) {
        return switch (name) {
            case "NAMESPACE" -> new MailboxCommand.Namespace();
            case "SELECT" -> new SelectParser(in).select(mailbox(in), false);
            case "EXAMINE" -> new SelectParser(in).select(mailbox(in), true);
            case "CREATE" -> create(in);
            case "DELETE" -> new MailboxCommand.Delete(mailbox(in));
            case "RENAME" -> new MailboxCommand.Rename(mailbox(in), newMailbox(in));
            case "SUBSCRIBE" -> new MailboxCommand.Subscribe(mailbox(in));
            case "UNSUBSCRIBE" -> new MailboxCommand.Unsubscribe(mailbox(in));
            case "LIST" -> new ListParser(in, encoding).list();
            case "LSUB" -> listSubscribed(in);
            case "STATUS" -> status(in);
            case "APPEND" -> append(in);
            case "GETQUOTAROOT" -> new MailboxCommand.GetQuotaRoot(mailbox(in));
            case "GETQUOTA" -> new MailboxCommand.GetQuota(quotaRoot(in));
            case "SETQUOTA" -> setQuota(in);
            default -> throw new Failure.Syntax("unknown command");
        };
    }

    private String mailbox(ImapCursor in) {
        in.sp();
        return in.mailbox(encoding);
    }

    private String newMailbox(ImapCursor in) {
        String name = mailbox(in);
        // the delimiter at the end says that names below are to come (RFC 9051 6.3.4)
        return name.length() > 1 && name.endsWith(String.valueOf(delimiter))
                ? name.substring(0, name.length() - 1)
                : name;
    }

    /// RFC 6154 6: `CREATE name (USE (\Sent))`.
    private ImapCommand create(ImapCursor in) {
        String name = newMailbox(in);
        if (in.atEnd()) {
            return new MailboxCommand.Create(name, List.of());
        }
        in.sp();
        in.expect('(');
        if (!in.keyword().equals("USE")) {
            throw new Failure.Syntax("CREATE knows USE");
        }
        in.sp();
        List<String> uses = in.flagList();
        in.expect(')');
        return new MailboxCommand.Create(name, uses);
    }

    private ImapCommand listSubscribed(ImapCursor in) {
        String reference = mailbox(in);
        in.sp();
        return new MailboxCommand.ListSubscribed(reference, in.listMailbox(encoding));
    }

    private ImapCommand status(ImapCursor in) {
        String mailbox = mailbox(in);
        in.sp();
        return new MailboxCommand.Status(mailbox, statusItems(in));
    }

    /// {@return the items between two parentheses}
    static List<StatusItem> statusItems(ImapCursor in) {
        in.expect('(');
        List<StatusItem> items = new ArrayList<>();
        do {
            items.add(
                    StatusItem.named(in.keyword())
                            .orElseThrow(() -> new Failure.Syntax("unknown status item")));
            if (items.size() > StatusItem.values().length) {
                throw new Failure.Syntax("too many status items");
            }
        } while (in.accept(' '));
        in.expect(')');
        return items;
    }

    private ImapCommand append(ImapCursor in) {
        String mailbox = mailbox(in);
        List<NewMessage> messages = new ArrayList<>();
        do {
            messages.add(newMessage(in));
        } while (in.at(' '));
        return new MailboxCommand.Append(mailbox, messages);
    }

    private static NewMessage newMessage(ImapCursor in) {
        in.sp();
        List<String> flags = List.of();
        if (in.at('(')) {
            flags = in.flagList();
            in.sp();
        }
        Optional<Instant> date = Optional.empty();
        if (in.at('"')) {
            date = Optional.of(in.dateTime().toInstant());
            in.sp();
        }
        return new NewMessage(flags, date, in.literal());
    }

    private static String quotaRoot(ImapCursor in) {
        in.sp();
        return in.astring();
    }

    /// RFC 9208 7: resources and their limits, which nobody but the operator sets.
    private static ImapCommand setQuota(ImapCursor in) {
        String root = quotaRoot(in);
        in.sp();
        in.expect('(');
        if (!in.accept(')')) {
            do {
                in.atom();
                in.sp();
                in.number64();
            } while (in.accept(' '));
            in.expect(')');
        }
        return new MailboxCommand.SetQuota(root);
    }
}
