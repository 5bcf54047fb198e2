package org.tohost.backend.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tohost.backend.log.LogCopy;
import org.tohost.backend.log.LogSettings;
import org.tohost.backend.log.NewBody;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.UserId;

/// Writes the state of an image into a new store, as bodies under their old numbers and a
/// checkpoint of each user: flags, dates, MODSEQs, names in POP3, what went and is kept, delivery
/// ids, all as they were. A message that has no body any more is left out. The index is made when
/// the store is opened. One thread.
public final class Salvage implements AutoCloseable {
    private static final long GROUP = 1 << 20;
    private static final int PARTS = 64; // of a checkpoint in a group
    private static final int SPOOL = 128 << 10;

    private final StoreImage image;
    private final NewLog log;
    private final Spool spool;
    private final BodySet written = new BodySet();
    private final List<Spooled> waiting = new ArrayList<>();
    private final List<NewBody> bodies = new ArrayList<>();
    private long octets;
    private long messages;
    private long lost;
    private long queued;

    /// What mailboxes are numbered by.
    public enum Numbers {
        /// UIDVALIDITY and UIDs stay. Only right if no UID was given behind the end of the image.
        KEPT,
        /// Every mailbox gets another UIDVALIDITY, and clients fetch it anew.
        NEW
    }

    /// What came of it.
    ///
    /// @param messages in mailboxes; those that went are not counted
    /// @param lost messages in mailboxes that have no body
    /// @param queued messages that wait to be delivered
    public record Result(long users, long messages, long lost, long queued) {}

    /// From an image into a folder in which there is nothing.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if it cannot be used
    public Salvage(StoreImage image, Path folder, LogSettings settings) {
        this.image = image;
        this.log = new NewLog(folder.resolve("log"), settings);
        this.spool = new Spool(folder.resolve("spool"), SPOOL);
    }

    /// Writes all of it; when this returns it is durable.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if it cannot be written
    public Result run(Numbers numbers, LogCopy.Progress progress) {
        List<UserId> users = List.copyOf(image.users());
        for (int i = 0; i < users.size(); i++) {
            UserView whole = whole(image.view(users.get(i)));
            user(numbers == Numbers.NEW ? Renumbering.of(whole, log.begun()) : whole);
            progress.reached(i + 1, users.size());
        }
        image.queue().forEach(this::queue);
        return new Result(users.size(), messages, lost, queued);
    }

    /// {@return what of a user's mail has bodies}
    private UserView whole(UserView view) {
        view.mailboxes().values().forEach(m -> lost += lost(m.messages()).size());
        return view.withMailboxes(mailbox -> {
            Gone gone = mailbox.gone();
            MessageList went = gone.messages().minus(lost(gone.messages()));
            MessageList there = mailbox.messages().minus(lost(mailbox.messages()));
            return mailbox.with(there, mailbox.highestModSeq())
                    .with(new Gone(gone.floor(), gone.marks(), went));
        });
    }

    private Uids lost(MessageList list) {
        return Uids.of(
                list.stream()
                        .filter(message -> image.place(message.body()).isEmpty())
                        .mapToLong(Message::uid));
    }

    private void user(UserView view) {
        try (Stream<Message> all = view.allMessages()) {
            all.forEach(message -> body(message.body()));
        }
        write();
        messages += view.usage().messages();
        List<Change> parts = new ArrayList<>(List.of(Checkpoint.begin(view)));
        image.checkpoint(
                view,
                part -> {
                    parts.add(part);
                    if (parts.size() == PARTS || part instanceof Kept.Ended) {
                        log.checkpoint(view, parts);
                        parts.clear();
                    }
                });
    }

    /// A body is written once, whoever has it.
    private void body(BodyRef ref) {
        if (written.contains(ref.id())) {
            return;
        }
        written.add(ref.id());
        try (SpoolWriter writer = spool.begin()) {
            image.body(new BodyRef(ref.id(), "")).transferTo(writer);
            waiting.add(writer.finish());
        } catch (IOException e) { // a spool does not throw it
            throw new UncheckedIOException(e);
        }
        bodies.add(new NewBody(ref.id(), waiting.getLast()));
        octets += waiting.getLast().size();
        if (octets >= GROUP) {
            write();
        }
    }

    private void write() {
        if (!bodies.isEmpty()) {
            log.append(new RecordGroup(List.of(), List.copyOf(bodies)));
            drop();
        }
    }

    private void queue(QueueEntry entry) {
        boolean waits =
                entry.recipients().stream()
                        .anyMatch(r -> r.state() == QueuedRecipient.State.PENDING);
        if (waits && image.place(entry.body()).isPresent()) {
            body(entry.body());
            write();
            log.queue(entry);
            queued++;
        }
    }

    /// Lets go of what waits to be written.
    private void drop() {
        waiting.forEach(Spooled::close);
        waiting.clear();
        bodies.clear();
        octets = 0;
    }

    /// Lets go of the new store.
    @Override
    public void close() {
        drop();
        log.close();
    }
}
