package org.tohost.backend.imap;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tohost.backend.imap.command.MessageSet;
import org.tohost.backend.store.MailboxChanges;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.MessageList;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.SequenceSet;

/// The selected mailbox as its client knows it, and how that differs from what it is now.
///
/// Sequence numbers are places in the view that the client was last told of, so nothing another
/// session does can change what a number means until [#sync] has said so.
final class SelectedMailbox {
    private final UserStore mail;
    private final RecentMessages claims;
    private final RecentUids recent = new RecentUids();
    private final Enabled enabled;
    private final boolean readOnly;
    private MailboxView told;
    private int toldRecent;
    // messages that are not as `told` has them, as a command of this session has itself reported
    private final Map<Long, Message> reported = new HashMap<>();
    private SequenceSet saved = SequenceSet.NONE;
    private Optional<Kept> kept = Optional.empty();

    private record Kept(long uid, MessageReader reader) {}

    /// Opens `view`, which the client is about to be told of.
    SelectedMailbox(
            UserStore mail,
            MailboxView view,
            RecentMessages claims,
            Enabled enabled,
            boolean readOnly) {
        this.mail = mail;
        this.enabled = enabled;
        this.told = view;
        this.claims = claims;
        this.readOnly = readOnly;
        claim();
        toldRecent = recent.count(view.messages());
    }

    /// {@return the mailbox's id}
    long id() {
        return told.id();
    }

    /// {@return the user's mail}
    UserStore mail() {
        return mail;
    }

    /// {@return what the client understands}
    Enabled enabled() {
        return enabled;
    }

    /// {@return true after EXAMINE}
    boolean readOnly() {
        return readOnly;
    }

    /// {@return the mailbox as the client knows it}
    MailboxView told() {
        return told;
    }

    /// {@return how many messages are \Recent}
    int recentCount() {
        return toldRecent;
    }

    /// {@return true if this message is \Recent here}
    boolean isRecent(Message message) {
        return recent.contains(message.uid());
    }

    /// {@return the mailbox as it is now; if it is gone, as the client knows it}
    MailboxView latest() {
        return mail.view().mailbox(told.id()).orElse(told);
    }

    /// {@return true if the mailbox was deleted}
    boolean gone() {
        return mail.view().mailbox(told.id()).isEmpty();
    }

    /// {@return the message at this place of the client's numbering, as it is in `view`; nothing if
    /// it is expunged there}
    Optional<Message> at(int index, MailboxView view) {
        if (view.messages() == told.messages()) {
            return Optional.of(told.messages().get(index));
        }
        int place = view.messages().indexOf(told.messages().uid(index));
        return place >= 0 ? Optional.of(view.messages().get(place)) : Optional.empty();
    }

    /// {@return the places, from 0, of the messages in the set; UIDs that are not there are passed
    /// over}
    ///
    /// @throws Failure.Syntax if a sequence number is beyond the mailbox
    int[] places(MessageSet set) {
        check(set);
        return ranges(set)
                .flatMapToInt(range -> IntStream.range(range.from(), range.to()))
                .toArray();
    }

    /// {@return the same, so many at a time}
    ///
    /// @throws Failure.Syntax if a sequence number is beyond the mailbox
    PlaceChunks chunks(MessageSet set, int most) {
        check(set);
        return new PlaceChunks(ranges(set).toList(), most);
    }

    private void check(MessageSet set) {
        int size = told.messages().size();
        if (!set.byUid()
                && set.numbers().stream()
                        .flatMap(numbers -> numbers.resolve(size).stream())
                        .anyMatch(range -> range.last() > size)) {
            throw new Failure.Syntax("no message has that number");
        }
    }

    /// {@return what the client means by this set, which `*` may be in}
    SequenceSet numbers(MessageSet set) {
        return set.numbers().orElse(saved);
    }

    /// `$` stands for the messages with these UIDs from now on, as long as they are there.
    void save(SequenceSet uids) {
        saved = uids;
    }

    /// {@return the messages in the set as ranges of places; what is not there is passed over}
    Stream<Places> ranges(MessageSet set) {
        MessageList messages = told.messages();
        int size = messages.size();
        boolean byUid = set.byUid() || set.numbers().isEmpty();
        long largest = byUid && size > 0 ? messages.get(size - 1).uid() : size;
        List<SequenceSet.Range> ranges = numbers(set).resolve(largest);
        if (!byUid) {
            return ranges.stream()
                    .map(r ->
                            new Places(
                                    (int) Math.min(size, r.first() - 1),
                                    (int) Math.min(size, r.last())));
        }
        return ranges.stream()
                .map(r ->
                        new Places(
                                RecentUids.place(messages, r.first()),
                                RecentUids.place(messages, r.last() + 1)));
    }

    /// Places from `from` up to, not including, `to`.
    record Places(int from, int to) {}

    /// {@return the UIDs at these places}
    Uids uids(int[] places) {
        return Uids.of(IntStream.of(places).mapToLong(told.messages()::uid));
    }

    /// {@return a reader of this message; the last one is kept, for clients that fetch a message
    /// part by part}
    @SuppressWarnings("ThreadPriorityCheck") // fairness among virtual threads, not correctness
    MessageReader reader(Message message) {
        if (kept.filter(k -> k.uid() == message.uid()).isEmpty()) {
            Thread.yield(); // reading and parsing never parks: the other sessions have their turn
            MessageReader reader = new MessageReader(mail.body(message.body()));
            kept = Optional.of(new Kept(message.uid(), reader));
        }
        return kept.orElseThrow().reader();
    }

    /// The client has been told of the flags that this message has now, or does not want to be.
    void reported(Message message) {
        int place = told.messages().indexOf(message.uid());
        if (place < 0 || told.messages().modSeq(place) != message.modSeq()) {
            reported.put(message.uid(), message);
        }
    }

    /// {@return the message at this place as the client last heard of it}
    Message known(int place) {
        Message message = told.messages().get(place);
        return reported.getOrDefault(message.uid(), message);
    }

    /// Tells what has happened: EXPUNGE, EXISTS, RECENT, FETCH FLAGS. While EXPUNGE may not be
    /// told, nothing is told that comes after one.
    void sync(ImapWriter out, boolean mayExpunge) throws IOException {
        MailboxView now = latest();
        if (now.messages() == told.messages()) {
            return;
        }
        MailboxChanges changes = now.changesSince(told);
        if (!mayExpunge && !changes.expunged().isEmpty()) {
            return;
        }
        tellExpunged(out, changes.expunged());
        told = now;
        claim();
        tellCounts(out, !changes.added().isEmpty());
        for (Message message : changes.changed()) {
            Message known = reported.get(message.uid());
            if (known == null || known.modSeq() != message.modSeq()) {
                int number = told.messages().indexOf(message.uid()) + 1;
                out.untagged(FlagsText.fetch(this, number, message, true));
            }
        }
        reported.clear();
    }

    private void tellExpunged(ImapWriter out, List<Message> expunged) throws IOException {
        if (enabled.has(Enabled.Feature.QRESYNC)) {
            if (!expunged.isEmpty()) {
                out.untagged("VANISHED " + Uids.ofMessages(expunged)); // RFC 7162 3.2.10
            }
            return;
        }
        for (Message message : expunged.reversed()) {
            // from the last to the first: the numbers before do not move
            out.untagged(told.messages().indexOf(message.uid()) + 1 + " EXPUNGE");
        }
    }

    /// {@return true if something happened that the client has not been told of}
    boolean pending() {
        return latest().messages() != told.messages();
    }

    private void tellCounts(ImapWriter out, boolean added) throws IOException {
        int recentNow = recent.count(told.messages());
        if (added) {
            out.untagged(told.messages().size() + " EXISTS");
        }
        if (added || recentNow != toldRecent) {
            toldRecent = recentNow;
            out.untagged(recentNow + " RECENT");
        }
    }

    private void claim() {
        long first =
                readOnly
                        ? claims.first(mail.view().user(), told.id())
                        : claims.claim(mail.view().user(), told.id(), told.uidNext());
        recent.add(first, told.uidNext());
    }
}
