package org.tohost.backend.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// All that is derived from the log, in memory: views, queue, where bodies lie. An index on disk
/// replaces this and nothing else. Any thread reads; writes come from replay, lanes and committer.
final class StoreState {
    private static final String QUEUE = "queue";

    private final States<UserId, UserView> users = new States<>();
    private final States<String, QueueEntry> queue = new States<>();
    private final Map<Long, StoredBody> bodies = new ConcurrentHashMap<>();
    private final AtomicLong lastBody = new AtomicLong();
    private final Watches<UserId> userWatches = new Watches<>();
    private final Watches<String> queueWatches = new Watches<>();
    private volatile long firstUidValidity = 1;

    States<UserId, UserView> users() {
        return users;
    }

    States<String, QueueEntry> queue() {
        return queue;
    }

    /// Sets what the INBOX of a user without changes has as UIDVALIDITY: from the birth of the log,
    /// so that a store that begins anew does not repeat that of an earlier one.
    void born(Instant created) {
        firstUidValidity = Math.max(1, created.getEpochSecond() & 0xFFFF_FFFFL);
    }

    UserView view(UserId user) {
        return users.visible(user).orElseGet(() -> fresh(user));
    }

    UserView newest(UserId user, long incarnation) {
        return users.newest(user, incarnation).orElseGet(() -> fresh(user));
    }

    long nextBody() {
        return lastBody.incrementAndGet();
    }

    void stored(StoredBody body) {
        bodies.put(body.id(), body);
    }

    Body body(BodyRef ref) {
        StoredBody stored = bodies.get(ref.id());
        if (stored == null) {
            throw new Failure.Unavailable("body " + ref.id() + " is not in the log");
        }
        return new Body(ref.prefix(), stored);
    }

    Watch watch(UserId user, Runnable changed) {
        return userWatches.add(user, changed);
    }

    Watch watchQueue(Runnable changed) {
        return queueWatches.add(QUEUE, changed);
    }

    void changed(UserId user) {
        userWatches.call(user);
    }

    void queueChanged() {
        queueWatches.call(QUEUE);
    }

    /// Applies a group that is read from the log.
    ///
    /// @throws Failure.Syntax if it does not follow the format or does not fit the state
    void replay(LogGroup group) {
        for (StoredBody body : group.bodies()) {
            stored(body);
            lastBody.accumulateAndGet(body.id(), Math::max);
        }
        for (ChangeRecord record : group.changes()) {
            switch (Partition.parse(record.user())) {
                case Partition.OfUser(UserId user) -> replay(user, record);
                case Partition.OfQueue(String queueId) -> replay(queueId, record);
            }
        }
    }

    private void replay(UserId user, ChangeRecord record) {
        UserView view = view(user);
        if (record.userSequence() != view.version() + 1) {
            throw new Failure.Syntax("change " + record.userSequence() + " of a user out of turn");
        }
        for (Change change : ChangeCodec.decode(record.content())) {
            if (!(change instanceof Change.OfUser ofUser)) {
                throw new Failure.Syntax("a change of the queue among those of a user");
            }
            view = ChangeApplier.apply(view, ofUser);
        }
        users.publish(user, Optional.of(view.withVersion(record.userSequence())));
    }

    private void replay(String queueId, ChangeRecord record) {
        Optional<QueueEntry> entry = queue.visible(queueId);
        for (Change change : ChangeCodec.decode(record.content())) {
            if (!(change instanceof Change.OfQueue ofQueue)) {
                throw new Failure.Syntax("a change of a user among those of the queue");
            }
            entry = ChangeApplier.apply(entry, ofQueue);
        }
        queue.publish(queueId, entry);
    }

    private UserView fresh(UserId user) {
        return UserView.fresh(user, firstUidValidity);
    }
}
