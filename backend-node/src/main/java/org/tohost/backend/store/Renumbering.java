package org.tohost.backend.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Gives all mailboxes of a user, those that were deleted too, a UIDVALIDITY that none of them ever
/// had: UIDs may have been given that nobody knows of any more. POP3 goes on to call messages what
/// it called them. Pure.
final class Renumbering {
    private final UserView before;
    private final Map<Long, Long> numbers = new HashMap<>(); // UIDVALIDITY by mailbox id
    private long last;

    private Renumbering(UserView before, Instant now) {
        this.before = before;
        this.last = Math.max(before.lastUidValidity(), now.getEpochSecond() & 0xFFFF_FFFFL);
        // INBOX, which has the lowest id, gets the lowest
        Stream.concat(
                        before.mailboxes().values().stream().map(MailboxView::id),
                        before.deleted().keySet().stream())
                .sorted()
                .forEach(id -> numbers.put(id, ++last));
    }

    /// {@return the same mail under new numbers}
    static UserView of(UserView before, Instant now) {
        Renumbering renumbering = new Renumbering(before, now);
        return before.withMailboxes(renumbering::mailbox)
                .numbered(renumbering.last, renumbering.imports());
    }

    private MailboxView mailbox(MailboxView mailbox) {
        boolean inbox = mailbox.name().equals(MailboxName.INBOX);
        return new MailboxView(
                mailbox.id(),
                mailbox.name(),
                numbers.getOrDefault(mailbox.id(), last),
                mailbox.uidNext(),
                mailbox.highestModSeq(),
                mailbox.traits(),
                inbox ? named(mailbox) : mailbox.messages(),
                mailbox.gone());
    }

    /// What POP3 clients have fetched they know by this name.
    private static MessageList named(MailboxView mailbox) {
        return mailbox.messages()
                .replace(
                        Uids.ofRuns(1, MessagePlanner.LAST_UID),
                        m ->
                                m.uidl().isEmpty()
                                        ? m.named(mailbox.uidValidity() + "." + m.uid())
                                        : m);
    }

    /// A number that was adopted is nobody's now; how far the import had come stays known.
    private NavigableMap<Long, ImportMark> imports() {
        NavigableMap<Long, ImportMark> imports = new TreeMap<>();
        before.imports()
                .forEach((id, mark) ->
                        imports.put(id, new ImportMark(mark.uidValidity(), mark.upTo(), 0)));
        return imports;
    }
}
