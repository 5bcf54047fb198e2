package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tohost.backend.index.RowBatch;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;

/// Brings the index from one group of the log to a later one. Chunks are new rows that nothing
/// points at, so they may be written in parts; all else is one batch, with the head in it, so that
/// the index is at one of the two groups whenever the power goes. One thread, a platform thread.
final class IndexUpdate implements AutoCloseable {
    private static final long PART = 4L << 20;

    private final StoreIndex index;
    private final ChunkTable table;
    private final IndexHead before;
    private final RowBatch rest = new RowBatch();
    private final Map<Chunk, Long> written = new LinkedHashMap<>();
    private RowBatch chunks = new RowBatch();
    private long lastChunk;
    private long lastBody;

    IndexUpdate(StoreIndex index, ChunkTable table, IndexHead before) {
        this.index = index;
        this.table = table;
        this.before = before;
        this.lastChunk = before.lastChunk();
        this.lastBody = before.lastBody();
    }

    /// Writes all of it; when this returns it is durable.
    ///
    /// @return how far the index is now
    IndexHead write(Unindexed changed) {
        changed.users().forEach(this::user);
        changed.queue()
                .forEach((id, entry) ->
                        entry.ifPresentOrElse(
                                e -> rest.put(IndexKeys.queued(id), IndexRows.queued(e)),
                                () -> rest.delete(IndexKeys.queued(id))));
        changed.bodies().values().forEach(this::body);
        IndexHead head = new IndexHead(changed.at().orElse(before.at()), lastChunk, lastBody);
        rest.put(IndexKeys.HEAD, head.encode());
        index.rows().write(chunks);
        index.rows().write(rest);
        index.rows().flush();
        return head;
    }

    /// {@return the chunks that have a row now, with its id}
    Map<Chunk, Long> written() {
        return written;
    }

    @Override
    public void close() {
        chunks.close();
        rest.close();
    }

    private void user(UserId user, UserView view) {
        long deliveries = index.user(user).map(UserRow::deliveries).orElse(0L);
        Map<Long, MailboxRow> gone = index.mailboxes(user);
        for (MailboxView mailbox : view.mailboxes().values()) {
            MailboxRow row = row(mailbox);
            MailboxRow old = gone.remove(mailbox.id());
            if (!row.equals(old)) {
                rest.put(IndexKeys.mailbox(user, row.id()), row.encode());
                if (old != null) {
                    remove(old, row);
                }
            }
        }
        for (MailboxRow old : gone.values()) {
            rest.delete(IndexKeys.mailbox(user, old.id()));
            remove(old.chunks());
        }
        rest.put(IndexKeys.user(user), UserRow.of(view).encode());
        deliveries(user, view.deliveries(), deliveries);
    }

    private MailboxRow row(MailboxView mailbox) {
        List<ChunkRef> refs = new ArrayList<>();
        for (Chunk chunk : mailbox.messages().chunks()) {
            if (chunk.id() == 0) {
                written.put(chunk, write(chunk));
            }
            ChunkRef ref = chunk.ref();
            long id = ref.id() == 0 ? lastChunk : ref.id();
            refs.add(new ChunkRef(id, ref.first(), ref.last(), ref.size(), ref.unseen()));
        }
        return new MailboxRow(
                mailbox.id(),
                mailbox.name(),
                mailbox.uidValidity(),
                mailbox.uidNext(),
                mailbox.highestModSeq(),
                refs);
    }

    private long write(Chunk chunk) {
        lastChunk++;
        chunks.put(IndexKeys.chunk(lastChunk), IndexRows.chunk(chunk.messages()));
        if (chunks.octets() > PART) {
            index.rows().write(chunks);
            chunks.close();
            chunks = new RowBatch();
        }
        return lastChunk;
    }

    private void remove(MailboxRow old, MailboxRow now) {
        Set<ChunkRef> kept = new HashSet<>(now.chunks());
        remove(old.chunks().stream().filter(chunk -> !kept.contains(chunk)).toList());
    }

    private void remove(List<ChunkRef> gone) {
        for (ChunkRef chunk : gone) {
            table.find(chunk.id()).ifPresent(Chunk::pin);
            rest.delete(IndexKeys.chunk(chunk.id()));
        }
    }

    /// Writes the deliveries that are new, and removes those that are too long ago.
    private void deliveries(UserId user, DeliveryIds now, long indexed) {
        long first = Math.max(1, indexed - DeliveryIds.REMEMBERED + 1);
        for (long n = first; n <= Math.min(indexed, now.count() - DeliveryIds.REMEMBERED); n++) {
            expire(user, n);
        }
        now.since(indexed)
                .forEach((id, delivered) -> {
                    rest.put(IndexKeys.delivery(user, id), IndexRows.delivery(delivered));
                    rest.put(
                            IndexKeys.deliveryNumber(user, delivered.number()),
                            IndexRows.deliveryId(id));
                });
    }

    /// Removes a delivery, unless its id was used again, by now or in this very update.
    private void expire(UserId user, long number) {
        index.deliveryId(user, number)
                .ifPresent(id -> {
                    index.delivery(user, id)
                            .filter(d -> d.number() == number)
                            .ifPresent(_ -> rest.delete(IndexKeys.delivery(user, id)));
                    rest.delete(IndexKeys.deliveryNumber(user, number));
                });
    }

    private void body(StoredBody body) {
        rest.put(IndexKeys.body(body.id()), IndexRows.body(body));
        lastBody = Math.max(lastBody, body.id());
    }
}
