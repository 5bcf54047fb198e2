package org.tohost.backend.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tohost.backend.log.LogCopy;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Acceptance;
import org.tohost.backend.store.BodyRef;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.backend.store.StoreImage;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.UserId;

/// Writes the mail of an image into a new store: all mailboxes with new UIDVALIDITY, since nobody
/// knows what was given behind the end of the image. What has no body any more is left out. One
/// thread.
public final class Salvage {
    private static final int MOST = 200;
    private static final long OCTETS = 8 << 20;

    private final StoreImage image;
    private final MailStore target;
    private long messages;
    private long lost;
    private long queued;

    /// What came of it.
    ///
    /// @param queued messages that wait to be delivered
    public record Result(long users, long messages, long lost, long queued) {}

    /// From an image into a store that has no mail.
    public Salvage(StoreImage image, MailStore target) {
        this.image = image;
        this.target = target;
    }

    /// Writes all of it; when this returns it is durable.
    public Result run(LogCopy.Progress progress) {
        List<UserId> users = List.copyOf(image.users());
        for (int i = 0; i < users.size(); i++) {
            user(image.view(users.get(i)));
            progress.reached(i + 1, users.size());
        }
        image.queue().forEach(this::queue);
        return new Result(users.size(), messages, lost, queued);
    }

    private void user(UserView view) {
        UserStore user = target.user(view.user());
        for (MailboxView mailbox : view.mailboxes().values()) {
            long id = user.apply(new Intent.AdoptMailbox(mailbox.name(), 0));
            if (!mailbox.traits().uses().isEmpty()) {
                user.apply(new Intent.SetSpecialUse(id, mailbox.traits().uses()));
            }
            mailbox.traits()
                    .rights()
                    .forEach((who, rights) -> user.apply(new Intent.SetRights(id, who, rights)));
            Iterator<Message> all = mailbox.messages().stream().iterator();
            while (all.hasNext()) {
                bring(user, id, mailbox, all);
            }
        }
        view.subscriptions().forEach(name -> user.apply(new Intent.Subscribe(name)));
        user.apply(new Intent.MarkOwned(view.owned()));
    }

    /// Brings the next messages together.
    private void bring(UserStore user, long id, MailboxView mailbox, Iterator<Message> all) {
        List<ImportedMessage> batch = new ArrayList<>();
        try {
            long octets = 0;
            while (all.hasNext() && batch.size() < MOST && octets < OCTETS) {
                Message message = all.next();
                if (image.place(message.body()).isPresent()) {
                    batch.add(imported(mailbox, message));
                    octets += message.size();
                } else {
                    lost++;
                }
            }
            messages += user.apply(new Intent.Import(id, 0, batch, 0)).stream().count();
        } finally {
            batch.forEach(message -> message.body().close());
        }
    }

    private ImportedMessage imported(MailboxView mailbox, Message message) {
        boolean inbox = mailbox.name().equals(MailboxName.INBOX);
        // what POP3 clients have fetched they know by this name
        String uidl =
                message.uidl().isEmpty() && inbox
                        ? mailbox.uidValidity() + "." + message.uid()
                        : message.uidl();
        return new ImportedMessage(
                spooled(message.body()), message.flags(), message.internalDate(), 0, "", uidl);
    }

    private Spooled spooled(BodyRef ref) {
        try (SpoolWriter writer = target.spool().begin()) {
            image.body(ref).transferTo(writer);
            return writer.finish();
        } catch (IOException e) { // a spool does not throw it
            throw new UncheckedIOException(e);
        }
    }

    private void queue(QueueEntry entry) {
        List<QueuedRecipient> waiting =
                entry.recipients().stream()
                        .filter(r -> r.state() == QueuedRecipient.State.PENDING)
                        .toList();
        if (waiting.isEmpty() || image.place(entry.body()).isEmpty()) {
            return;
        }
        try (Spooled body = spooled(entry.body())) {
            var _ =
                    target.accept(
                            new Acceptance(
                                    body,
                                    entry.queueId(),
                                    entry.sender(),
                                    entry.session(),
                                    entry.messageId(),
                                    List.of(),
                                    waiting));
            queued++;
        }
    }
}
