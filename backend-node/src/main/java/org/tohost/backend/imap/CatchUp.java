package org.tohost.backend.imap;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tohost.backend.imap.command.Resync;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.MessageList;
import org.tohost.backend.store.Uids;
import org.tohost.common.imap.SequenceSet;
import org.tohost.common.imap.SequenceSet.Range;

/// Tells a client that was away what it has missed (RFC 7162 3.2).
final class CatchUp {
    private final SelectedMailbox mailbox;
    private final ImapWriter out;

    CatchUp(SelectedMailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    /// Tells what went and what changed since then, if it is still the same mailbox (RFC 7162
    /// 3.2.5.1).
    void since(Resync resync) throws IOException {
        MailboxView view = mailbox.told();
        if (resync.uidValidity() != view.uidValidity()) {
            return;
        }
        long last = view.uidNext() - 1;
        Uids known = uids(resync.known().map(set -> set.resolve(last)).orElse(upTo(last)));
        boolean forgotten = resync.modSeq() < view.gone().floor();
        long matched =
                forgotten ? resync.match().map(m -> matched(m, view.messages())).orElse(0L) : 0;
        vanished(resync.modSeq(), known.among(Uids.ofRuns(matched + 1, Long.MAX_VALUE)));
        MessageList messages = view.messages();
        int number = 0;
        for (Message message : (Iterable<Message>) messages.stream()::iterator) {
            number++;
            if (message.modSeq() > resync.modSeq() && known.contains(message.uid())) {
                out.untagged(FlagsText.fetch(mailbox, number, message, true));
            }
        }
    }

    /// Tells which of the UIDs in this set went since then (RFC 7162 3.2.6); `*` stands for all
    /// that were ever given.
    void vanished(long modSeq, SequenceSet set) throws IOException {
        vanished(modSeq, uids(set.resolve(mailbox.told().uidNext() - 1)));
    }

    private void vanished(long modSeq, Uids among) throws IOException {
        Uids gone = mailbox.told().expungedSince(modSeq).among(among);
        if (!gone.isEmpty()) {
            out.untagged("VANISHED (EARLIER) " + gone);
        }
    }

    /// {@return the highest UID up to which client and server have the same messages (RFC 7162
    /// 3.2.5.2): it has the number that the client says}
    private static long matched(Resync.Match match, MessageList messages) {
        Iterator<Long> uids = numbers(match.uids()).iterator();
        long matched = 0;
        for (long number : (Iterable<Long>) numbers(match.numbers())::iterator) {
            long uid = uids.next();
            if (number > messages.size() || messages.get((int) number - 1).uid() != uid) {
                return matched;
            }
            matched = uid;
        }
        return matched;
    }

    private static LongStream stream(Range range) {
        return LongStream.rangeClosed(range.first(), range.last());
    }

    private static Stream<Long> numbers(SequenceSet set) {
        return set.ranges().stream().flatMap(range -> stream(range).boxed());
    }

    private static List<Range> upTo(long last) {
        return last < 1 ? List.of() : List.of(new Range(1, last));
    }

    private static Uids uids(List<Range> ranges) {
        return Uids.ofRuns(
                ranges.stream().flatMapToLong(r -> LongStream.of(r.first(), r.last())).toArray());
    }
}
