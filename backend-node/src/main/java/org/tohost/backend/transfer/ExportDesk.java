package org.tohost.backend.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.TellStream;

/// Gives all mail of a user out: one snapshot, whatever goes on meanwhile.
public final class ExportDesk implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/export/";

    private static final Logger LOG = LoggerFactory.getLogger(ExportDesk.class);

    private final MailStore store;

    /// A desk over this store.
    public ExportDesk(MailStore store) {
        this.store = store;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        UserStore user = store.user(new UserId(argument));
        UserView view = user.view();
        LOG.info("{}: all mail is exported", argument);
        OutputStream out = answer.begin();
        for (MailboxView mailbox : view.mailboxes().values()) {
            boolean subscribed = view.subscriptions().contains(mailbox.name());
            send(new Entry.Mailbox(mailbox.name(), mailbox.uidValidity(), subscribed), out);
            Iterator<Message> messages = mailbox.messages().stream().iterator();
            while (messages.hasNext()) {
                Message message = messages.next();
                send(message, mailbox, user.body(message.body()), out);
            }
            send(new Entry.UpTo(mailbox.uidNext() - 1), out);
        }
        for (String name : view.subscriptions()) {
            if (view.mailbox(name).isEmpty()) {
                send(new Entry.Subscription(name), out);
            }
        }
        send(new Entry.End(), out);
    }

    private static void send(Message message, MailboxView mailbox, Body body, OutputStream out)
            throws IOException {
        String uidl =
                message.uidl().isEmpty()
                        ? mailbox.uidValidity() + "." + message.uid()
                        : message.uidl();
        send(
                new Entry.Message(
                        body.size(),
                        message.uid(),
                        message.internalDate(),
                        message.flags(),
                        0,
                        "",
                        uidl),
                out);
        body.transferTo(out);
    }

    private static void send(Entry entry, OutputStream out) throws IOException {
        out.write((EntryCodec.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
