package org.tohost.backend.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.ImportMark;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.Told;

/// One request: a mailbox, and messages that go into it together, or not at all. A request without
/// a message asks how far the mailbox has come. One thread.
final class ImportRequest implements AutoCloseable {
    private final MailStore store;
    private final UserStore user;
    private final List<Arrival> arrivals = new ArrayList<>();
    private long upTo;

    ImportRequest(MailStore store, UserStore user) {
        this.store = store;
        this.user = user;
    }

    private record Arrival(Entry.Message entry, Spooled body) {}

    /// {@return how many messages were taken, and up to which UID all are there}
    ///
    /// @throws Failure.Syntax if the stream is none
    Told take(EntryReader in) throws IOException {
        Optional<Entry.Mailbox> target = Optional.empty();
        while (true) {
            switch (in.next()) {
                case Entry.Mailbox mailbox -> target = Optional.of(only(target, mailbox));
                case Entry.Message message ->
                        arrivals.add(new Arrival(message, spool(in, message)));
                case Entry.UpTo(long uid) -> upTo = uid;
                case Entry.Subscription(String name) -> user.apply(new Intent.Subscribe(name));
                case Entry.End() -> {
                    return target.map(this::store).orElseGet(() -> Told.of("taken", "0"));
                }
            }
        }
    }

    private static Entry.Mailbox only(Optional<Entry.Mailbox> before, Entry.Mailbox mailbox) {
        if (before.isPresent()) {
            throw new Failure.Syntax("one mailbox in each request");
        }
        return mailbox;
    }

    private Spooled spool(EntryReader in, Entry.Message message) throws IOException {
        try (SpoolWriter writer = store.spool().begin()) {
            in.copy(message, writer);
            return writer.finish();
        }
    }

    private Told store(Entry.Mailbox target) {
        long id = user.apply(new Intent.AdoptMailbox(target.name(), target.uidValidity()));
        if (target.subscribed()) {
            user.apply(new Intent.Subscribe(target.name()));
        }
        MailboxView mailbox = user.view().mailbox(id).orElseThrow();
        boolean numbered =
                mark(id).filter(m -> m.uidValidity() == target.uidValidity()).isPresent();
        List<ImportedMessage> messages = missing(mailbox, messages(mailbox, numbered));
        int taken = 0;
        if (!messages.isEmpty() || upTo > 0) {
            Intent.Import intent =
                    new Intent.Import(id, target.uidValidity(), messages, numbered ? upTo : 0);
            taken = (int) user.apply(intent).stream().count();
        }
        boolean kept = numbered && mark(id).orElseThrow().isAdopted();
        long reached = numbered ? mark(id).orElseThrow().upTo() : 0;
        return new Told(
                List.of(
                        new Told.Fact("taken", Integer.toString(taken)),
                        new Told.Fact("upto", Long.toString(reached)),
                        new Told.Fact("kept", Boolean.toString(kept))));
    }

    private Optional<ImportMark> mark(long mailbox) {
        return Optional.ofNullable(user.view().imports().get(mailbox));
    }

    private List<ImportedMessage> messages(MailboxView mailbox, boolean numbered) {
        List<ImportedMessage> messages = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Entry.Message entry = arrival.entry();
            messages.add(
                    new ImportedMessage(
                            arrival.body(),
                            entry.flags(),
                            entry.internalDate(),
                            numbered ? entry.uid() : 0,
                            numbered ? entry.key() : "",
                            uidl(mailbox, entry)));
        }
        return messages;
    }

    /// A name of the form that the mailbox gives its own messages is either theirs anyhow or would
    /// be given again.
    private static String uidl(MailboxView mailbox, Entry.Message entry) {
        boolean inbox = mailbox.name().equals(MailboxName.INBOX);
        return inbox && !entry.uidl().startsWith(mailbox.uidValidity() + ".") ? entry.uidl() : "";
    }

    /// What neither UID nor key tells apart is told apart by its octets: of so many equal messages
    /// elsewhere as many come as are not here.
    private List<ImportedMessage> missing(MailboxView mailbox, List<ImportedMessage> messages) {
        Map<String, Long> there = new HashMap<>();
        messages.stream()
                .filter(ImportRequest::isNameless)
                .forEach(m -> there.put(m.emailId(), 0L));
        if (there.isEmpty()) {
            return messages;
        }
        mailbox.messages().stream()
                .map(Message::emailId)
                .forEach(id -> there.computeIfPresent(id, (_, count) -> count + 1));
        List<ImportedMessage> missing = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ImportedMessage message = messages.get(i);
            if (!isNameless(message)
                    || there.getOrDefault(message.emailId(), 0L)
                            <= arrivals.get(i).entry().copy()) {
                missing.add(message);
            }
        }
        return missing;
    }

    private static boolean isNameless(ImportedMessage message) {
        return message.uid() == 0 && message.key().isEmpty();
    }

    @Override
    public void close() {
        arrivals.forEach(arrival -> arrival.body().close());
    }
}
