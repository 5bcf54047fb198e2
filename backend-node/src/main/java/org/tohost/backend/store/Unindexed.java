package org.tohost.backend.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;

/// What has changed since the index was written, as it is now. The committer's thread notes it, in
/// the order of the log; any thread looks.
final class Unindexed {
    private final Map<UserId, UserView> users = new ConcurrentHashMap<>();
    private final Map<UserId, Long> counted = new ConcurrentHashMap<>(); // of them in `held`
    private final Map<String, Optional<QueueEntry>> queue = new ConcurrentHashMap<>();
    private final Map<Long, StoredBody> bodies = new ConcurrentHashMap<>();
    private final Map<Long, byte[]> outlines = new ConcurrentHashMap<>();
    private volatile Optional<LogPosition> at = Optional.empty();
    private volatile long octets;
    private volatile long held;
    private volatile long groups;
    private volatile boolean whole = true;

    /// A user's mail is like this now.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void user(UserId user, UserView view) {
        users.put(user, view);
        long octets = view.unindexed();
        Long before = counted.put(user, octets);
        held += octets - (before == null ? 0 : before);
    }

    /// An entry of the queue is like this now.
    void queue(String queueId, Optional<QueueEntry> entry) {
        queue.put(queueId, entry);
    }

    /// A body has its place.
    void body(StoredBody body) {
        bodies.put(body.id(), body);
    }

    /// Whether the state of all is whole, not only on the way to it.
    void whole(boolean isWhole) {
        whole = isWhole;
    }

    /// {@return false if the log has to be read on before it counts}
    boolean isWhole() {
        return whole;
    }

    /// A body has this outline.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void outline(long body, byte[] outline) {
        outlines.put(body, outline);
        held += outline.length;
    }

    /// All of a group is noted.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void reached(LogPosition group, long groupOctets) {
        at = Optional.of(group);
        octets += groupOctets;
        groups++;
    }

    /// {@return the last group that is in here, empty if there is none}
    Optional<LogPosition> at() {
        return at;
    }

    /// {@return octets of the log that led to this}
    long octets() {
        return octets;
    }

    /// {@return groups of the log that led to this}
    long groups() {
        return groups;
    }

    /// {@return about how many octets of memory this takes}
    long held() {
        return held;
    }

    Map<UserId, UserView> users() {
        return users;
    }

    Map<String, Optional<QueueEntry>> queue() {
        return queue;
    }

    /// {@return the outline of this body, if it is one of these}
    Optional<byte[]> outline(long body) {
        return Optional.ofNullable(outlines.get(body));
    }

    Map<Long, byte[]> outlines() {
        return outlines;
    }

    Map<Long, StoredBody> bodies() {
        return bodies;
    }
}
