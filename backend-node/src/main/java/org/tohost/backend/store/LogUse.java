package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.tohost.backend.index.RowScan;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.failure.Failure;

/// What is live in the log, as the index knew it at one moment: the bodies that a message, one that
/// is gone and not forgotten, or an entry of the queue has. One thread.
///
/// A body that is dead then stays dead. Only three things could point at it again: a copy, which
/// needs a message that has it; an undelete, which needs one that is gone; a new body, which gets a
/// new number.
final class LogUse {
    private final BodySet live = new BodySet();
    private final Map<Long, Long> liveOctets = new HashMap<>();
    private final Set<Long> withDead = new HashSet<>();
    private final List<String> queue = new ArrayList<>();
    private final IndexHead head;
    private long stateOctets;

    private LogUse(IndexHead head) {
        this.head = head;
    }

    /// Finds it out.
    ///
    /// @param stopped asked now and then
    /// @throws Failure.Unavailable once it is stopped
    static LogUse read(RowScan rows, BooleanSupplier stopped) {
        IndexHead head = rows.get(IndexKeys.HEAD).map(IndexHead::decode).orElse(IndexHead.NONE);
        LogUse use = new LogUse(head);
        use.mark(rows, stopped);
        use.sweep(rows, stopped);
        return use;
    }

    /// {@return the segment up to which the index is; of those before, it knows all bodies}
    long segment() {
        return head.at().segment();
    }

    /// {@return the queue as of this moment}
    Change.QueueKept queue() {
        return new Change.QueueKept(head.at().sequence(), List.copyOf(queue));
    }

    /// {@return true if somebody has this body, which lies before [#segment]}
    boolean isLive(long body) {
        return live.contains(body);
    }

    /// {@return octets of live bodies in a segment}
    long liveIn(long number) {
        return liveOctets.getOrDefault(number, 0L);
    }

    /// {@return true if a segment has dead bodies}
    boolean hasDead(long number) {
        return withDead.contains(number);
    }

    /// {@return octets that the state of all messages takes, about}
    long stateOctets() {
        return stateOctets;
    }

    private void mark(RowScan rows, BooleanSupplier stopped) {
        rows.scan(
                IndexKeys.CHUNKS,
                (key, value) -> {
                    check(stopped);
                    if (IndexKeys.number(key) <= head.lastChunk()) {
                        stateOctets += value.length;
                        PackedMessages messages = PackedMessages.read(value);
                        for (int i = 0; i < messages.size(); i++) {
                            live.add(messages.get(i).body().id());
                        }
                    }
                });
        rows.scan(
                IndexKeys.QUEUE,
                (_, value) -> {
                    QueueEntry entry = IndexRows.queued(value);
                    queue.add(entry.queueId());
                    live.add(entry.body().id());
                });
    }

    private void sweep(RowScan rows, BooleanSupplier stopped) {
        rows.scan(
                IndexKeys.BODIES,
                (key, value) -> {
                    check(stopped);
                    StoredBody body = IndexRows.body(IndexKeys.number(key), value);
                    if (live.contains(body.id())) {
                        liveOctets.merge(body.segment(), body.size(), Long::sum);
                    } else {
                        withDead.add(body.segment());
                    }
                });
    }

    private static void check(BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            throw new Failure.Unavailable("the store is closed");
        }
    }
}
