package org.tohost.backend.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.ImportMark;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.Told;

/// One request: a mailbox, and messages that go into it together, or not at all. A request without
/// a message asks how far the mailbox has come. One thread.
final class ImportRequest implements AutoCloseable {
    private final MailStore store;
    private final UserStore user;
    private final KnownMail known;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<Flags, List<Long>> flagged = new HashMap<>(); // UIDs
    private long upTo;

    /// @param known what earlier requests found out
    ImportRequest(MailStore store, UserStore user, KnownMail known) {
        this.store = store;
        this.user = user;
        this.known = known;
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
                case Entry.Flagged(long uid, Flags flags) ->
                        flagged.computeIfAbsent(flags, _ -> new ArrayList<>()).add(uid);
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
        long changed = kept ? addFlags(id) : 0;
        return new Told(
                List.of(
                        new Told.Fact("taken", Integer.toString(taken)),
                        new Told.Fact("upto", Long.toString(reached)),
                        new Told.Fact("kept", Boolean.toString(kept)),
                        new Told.Fact("flagged", Long.toString(changed))));
    }

    /// What is set elsewhere is set here. What is not set there stays as it is: it may have been
    /// set here since. {@return how many messages have changed by that}
    private long addFlags(long mailbox) {
        long changed = 0;
        for (Map.Entry<Flags, List<Long>> each : flagged.entrySet()) {
            Intent.StoreFlags intent =
                    new Intent.StoreFlags(
                            mailbox, Uids.of(each.getValue()), FlagMode.ADD, each.getKey());
            changed += user.apply(intent).changed().size();
        }
        return changed;
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
        if (messages.stream().noneMatch(ImportRequest::isNameless)) {
            return messages;
        }
        known.follow(mailbox);
        List<ImportedMessage> missing = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ImportedMessage message = messages.get(i);
            if (!isNameless(message)
                    || known.count(message.emailId()) <= arrivals.get(i).entry().copy()) {
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
