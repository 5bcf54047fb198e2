package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxTraits;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.SpecialUse;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Tells all that the store knows of a user, at one moment, but for the octets of the messages.
///
/// @param store whose mail it is
public record DumpDesk(MailStore store) implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/dump/";

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        UserView view = store.user(new UserId(argument)).view();
        ToldLines lines = new ToldLines(answer.begin());
        Usage usage = view.usage();
        lines.tell(
                Told.of(
                        "user", view.user(),
                        "messages", usage.messages(),
                        "octets", usage.octets(),
                        "owned", view.owned(),
                        "changes", view.version()));
        for (MailboxView mailbox : view.mailboxes().values()) {
            lines.tell(told(mailbox, view.subscriptions().contains(mailbox.name())));
        }
        for (String name : view.subscriptions()) {
            if (view.mailbox(name).isEmpty()) {
                lines.tell(Told.of("subscription", name));
            }
        }
        for (MailboxView mailbox : view.mailboxes().values()) {
            Iterator<Message> messages = mailbox.messages().stream().iterator();
            while (messages.hasNext()) {
                lines.tell(told(mailbox, messages.next()));
            }
        }
    }

    private static Told told(MailboxView mailbox, boolean subscribed) {
        Usage usage = mailbox.messages().usage();
        return Told.of(
                "id", mailbox.id(),
                "mailbox", mailbox.name(),
                "uidvalidity", mailbox.uidValidity(),
                "uidnext", mailbox.uidNext(),
                "highestmodseq", mailbox.highestModSeq(),
                "messages", usage.messages(),
                "unseen", mailbox.unseen(),
                "octets", usage.octets(),
                "subscribed", subscribed,
                "rights", rights(mailbox.traits()),
                "special use",
                        mailbox.traits().uses().stream()
                                .map(SpecialUse::text)
                                .collect(Collectors.joining(" ")));
    }

    /// As RFC 4314 3.6 has them: identifiers and rights by turns.
    private static String rights(MailboxTraits traits) {
        return traits.rights().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Told told(MailboxView mailbox, Message message) {
        return Told.of(
                "mailbox", mailbox.name(),
                "uid", message.uid(),
                "modseq", message.modSeq(),
                "octets", message.size(),
                "internaldate", message.internalDate(),
                "savedate", message.saveDate(),
                "emailid", message.emailId(),
                "threadid", message.threadId(),
                "body", message.body().id(),
                "uidl", message.uidl(),
                "flags", String.join(" ", message.flags().names()));
    }
}
