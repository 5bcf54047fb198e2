package org.tohost.backend.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private RowBatch first = new RowBatch();
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
        changed.outlines().forEach(this::outline);
        IndexHead head =
                new IndexHead(
                        changed.at().orElse(before.at()), lastChunk, lastBody, changed.isWhole());
        rest.put(IndexKeys.HEAD, head.encode());
        index.rows().write(first);
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
        first.close();
        rest.close();
    }

    private void user(UserId user, UserView view) {
        long deliveries = index.user(user).map(UserRow::deliveries).orElse(0L);
        Map<Long, MailboxRow> gone = index.mailboxes(user);
        for (MailboxView mailbox : view.mailboxes().values()) {
            mailbox(user, MailboxRow.of(mailbox, Optional.empty(), this::id), gone);
        }
        for (DeletedMailbox deleted : view.deleted().values()) {
            Optional<Instant> at = Optional.of(deleted.at());
            mailbox(user, MailboxRow.of(deleted.mailbox(), at, this::id), gone);
        }
        for (MailboxRow old : gone.values()) {
            rest.delete(IndexKeys.mailbox(user, old.id()));
            remove(old.allChunks());
        }
        rest.put(IndexKeys.user(user), UserRow.of(view).encode());
        deliveries(user, view.deliveries(), deliveries);
    }

    /// Writes the row of a mailbox, and takes the one that was there from the `old` ones.
    private void mailbox(UserId user, MailboxRow row, Map<Long, MailboxRow> old) {
        MailboxRow before = old.remove(row.id());
        if (!row.equals(before)) {
            rest.put(IndexKeys.mailbox(user, row.id()), row.encode());
            if (before != null) {
                Set<ChunkRef> kept = row.allChunks().collect(Collectors.toSet());
                remove(before.allChunks().filter(chunk -> !kept.contains(chunk)));
            }
        }
    }

    private long id(Chunk chunk) {
        if (chunk.id() != 0) {
            return chunk.id();
        }
        return written.computeIfAbsent(chunk, this::write);
    }

    private long write(Chunk chunk) {
        lastChunk++;
        early(IndexKeys.chunk(lastChunk), chunk.messages().row());
        return lastChunk;
    }

    /// Outlines count from when they are written: their bodies are in the log for good.
    private void outline(long body, byte[] outline) {
        early(IndexKeys.outline(body), outline);
    }

    /// Writes a row that does not have to wait for the head.
    private void early(byte[] key, byte[] value) {
        first.put(key, value);
        if (first.octets() > PART) {
            index.rows().write(first);
            first.close();
            first = new RowBatch();
        }
    }

    private void remove(Stream<ChunkRef> gone) {
        gone.forEach(chunk -> {
            table.find(chunk.id()).ifPresent(Chunk::pin);
            rest.delete(IndexKeys.chunk(chunk.id()));
        });
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
