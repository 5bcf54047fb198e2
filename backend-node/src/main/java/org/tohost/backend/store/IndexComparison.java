package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.tohost.backend.index.RowScan;
import org.tohost.common.domain.UserId;

/// Compares an index with one that was made of the log up to the same group: users, mailboxes,
/// messages, what went, tallies, places of bodies, queue. What is only an arrangement, such as
/// which messages share a chunk, may differ. One thread, a platform thread; memory for one mailbox
/// without its messages.
final class IndexComparison {
    private final RowScan index;
    private final RowScan log;
    private final StoreFindings findings;
    private String user = "";
    private String mailbox = "";

    /// @param index that is judged
    /// @param log what is made of the log
    IndexComparison(RowScan index, RowScan log, StoreFindings findings) {
        this.index = index;
        this.log = log;
        this.findings = findings;
    }

    void run() {
        TreeSet<String> users = new TreeSet<>(users(index));
        users.addAll(users(log));
        long done = 0;
        for (String name : users) {
            user(new UserId(name));
            findings.compared(++done, users.size());
        }
        user = "";
        queue();
    }

    private static List<String> users(RowScan rows) {
        List<String> users = new ArrayList<>();
        rows.scan(IndexKeys.USERS, (key, _) -> users.add(IndexKeys.user(key).name()));
        return users;
    }

    private void user(UserId id) {
        user = id.name();
        byte[] key = IndexKeys.user(id);
        equal(index.get(key).map(UserRow::decode), log.get(key).map(UserRow::decode));
        Map<Long, MailboxRow> here = mailboxes(index, id);
        Map<Long, MailboxRow> there = mailboxes(log, id);
        TreeSet<Long> all = new TreeSet<>(here.keySet());
        all.addAll(there.keySet());
        for (long each : all) {
            mailbox(Optional.ofNullable(here.get(each)), Optional.ofNullable(there.get(each)));
        }
        mailbox = "";
    }

    private static Map<Long, MailboxRow> mailboxes(RowScan rows, UserId user) {
        Map<Long, MailboxRow> mailboxes = new TreeMap<>();
        rows.scan(
                IndexKeys.mailboxes(user),
                (_, value) -> {
                    MailboxRow row = MailboxRow.decode(value);
                    mailboxes.put(row.id(), row);
                });
        return mailboxes;
    }

    private void mailbox(Optional<MailboxRow> here, Optional<MailboxRow> there) {
        mailbox = there.or(() -> here).orElseThrow().name();
        equal(here.map(IndexComparison::withoutChunks), there.map(IndexComparison::withoutChunks));
        if (here.isPresent() && there.isPresent()) {
            equal(Optional.of(sums(here.get())), Optional.of(sums(there.get())));
            messages(here.get().chunks(), there.get().chunks());
            messages(here.get().goneChunks(), there.get().goneChunks());
        }
    }

    private static MailboxRow withoutChunks(MailboxRow row) {
        return new MailboxRow(
                row.id(),
                row.name(),
                row.uidValidity(),
                row.uidNext(),
                row.highestModSeq(),
                row.traits(),
                row.deletedAt(),
                row.floor(),
                row.marks(),
                List.of(),
                List.of());
    }

    /// What quota, STATUS and SELECT are told from; keywords are a hint and not compared.
    private static String sums(MailboxRow row) {
        return sum(row.chunks()) + "; gone: " + sum(row.goneChunks());
    }

    private static String sum(List<ChunkRef> chunks) {
        Tally sum = Tally.NONE;
        for (ChunkRef chunk : chunks) {
            sum = sum.plus(chunk.tally());
        }
        return counts(sum);
    }

    private static String counts(Tally tally) {
        return String.format(
                "%d messages, %d unseen, %d deleted, %d octets",
                tally.size(), tally.unseen(), tally.deleted(), tally.octets());
    }

    private void messages(List<ChunkRef> here, List<ChunkRef> there) {
        here.forEach(this::tally);
        Iterator<Message> inIndex = messages(index, here);
        Iterator<Message> inLog = messages(log, there);
        Optional<Message> one = next(inIndex);
        Optional<Message> other = next(inLog);
        while (one.isPresent() || other.isPresent()) {
            long uid = one.map(Message::uid).orElse(Long.MAX_VALUE);
            long due = other.map(Message::uid).orElse(Long.MAX_VALUE);
            message(one.filter(_ -> uid <= due), other.filter(_ -> due <= uid));
            one = uid <= due ? next(inIndex) : one;
            other = due <= uid ? next(inLog) : other;
        }
    }

    private static Optional<Message> next(Iterator<Message> messages) {
        return messages.hasNext() ? Optional.of(messages.next()) : Optional.empty();
    }

    private static Iterator<Message> messages(RowScan rows, List<ChunkRef> chunks) {
        return chunks.stream()
                .flatMap(chunk ->
                        rows
                                .get(IndexKeys.chunk(chunk.id()))
                                .map(PackedMessages::read)
                                .map(packed -> Arrays.stream(packed.all()))
                                .stream())
                .flatMap(Function.identity())
                .iterator();
    }

    /// Whether a chunk's row is there, and amounts to what is known of it.
    private void tally(ChunkRef chunk) {
        Optional<String> is =
                index.get(IndexKeys.chunk(chunk.id()))
                        .map(row -> counts(Tally.of(PackedMessages.read(row).all())));
        String wanted = counts(chunk.tally());
        if (!is.equals(Optional.of(wanted))) {
            differs(chunk.first(), is.orElse("no chunk"), "a chunk with " + wanted);
        }
    }

    private void message(Optional<Message> here, Optional<Message> there) {
        long uid = here.or(() -> there).map(Message::uid).orElse(0L);
        if (!here.equals(there)) {
            differs(uid, text(here), text(there));
        } else if (here.isPresent()) {
            byte[] key = IndexKeys.body(here.get().body().id());
            Optional<byte[]> place = index.get(key);
            Optional<byte[]> due = log.get(key);
            if (!Arrays.equals(place.orElse(null), due.orElse(null))) {
                differs(uid, "another place of the body", "body " + here.get().body().id());
            }
        }
    }

    private void queue() {
        Map<String, QueueEntry> here = queue(index);
        Map<String, QueueEntry> there = queue(log);
        TreeSet<String> all = new TreeSet<>(here.keySet());
        all.addAll(there.keySet());
        all.forEach(
                id -> equal(Optional.ofNullable(here.get(id)), Optional.ofNullable(there.get(id))));
    }

    private static Map<String, QueueEntry> queue(RowScan rows) {
        Map<String, QueueEntry> queue = new TreeMap<>();
        rows.scan(
                IndexKeys.QUEUE,
                (_, value) -> {
                    QueueEntry entry = IndexRows.queued(value);
                    queue.put(entry.queueId(), entry);
                });
        return queue;
    }

    private void equal(Optional<?> here, Optional<?> there) {
        if (!Objects.equals(here, there)) {
            differs(0, text(here), text(there));
        }
    }

    private static String text(Optional<?> thing) {
        return thing.map(Object::toString).orElse("");
    }

    private void differs(long uid, String is, String due) {
        findings.differs(new IndexDifference(user, mailbox, uid, is, due));
    }
}
