package org.tohost.backend.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// All that is derived from the log: views, queue, where bodies lie. What was used lately and what
/// changed lately is in memory, the rest in the index. Any thread reads; writes come from replay,
/// lanes and committer.
final class StoreState {
    private static final String QUEUE = "queue";
    private static final long SMALLEST = 32 << 10; // octets that may wait for the index

    private final StoreIndex index;
    private final ChunkTable chunks;
    private final UserViews users;
    private final BodyPlaces places;
    private final Indexer indexer;
    private final OutlineStore outlines;
    private final States<String, QueueEntry> queue = new States<>();
    private final AtomicLong lastBody = new AtomicLong();
    private final Watches<UserId> userWatches = new Watches<>();
    private final Watches<String> queueWatches = new Watches<>();
    private volatile long firstUidValidity = 1;
    private IndexHead head = IndexHead.NONE; // of the index; its one writer's

    StoreState(StoreIndex index, IndexSettings settings) {
        this.index = index;
        Residents residents = new Residents(settings.memory().octets());
        this.chunks = new ChunkTable(index, residents);
        this.places = new BodyPlaces(index);
        long held = Math.max(SMALLEST, settings.memory().octets() / 2);
        this.indexer =
                new Indexer(
                        new Indexer.IndexBounds(settings.interval().octets(), held), new Behind());
        this.outlines = new OutlineStore(this, index, indexer);
        this.users =
                new UserViews(
                        index,
                        chunks,
                        residents,
                        user -> indexer.lacks(changed -> changed.users().containsKey(user)));
    }

    /// Opens the index.
    ///
    /// @return how far it is, empty if there is nothing in it
    Optional<LogPosition> open() {
        Optional<IndexHead> known = index.open();
        known.ifPresent(this::begin);
        return known.map(IndexHead::at);
    }

    /// Throws the index away, before anything was read of it.
    void forget(String why) {
        index.forget(why);
        queue.allVisible().forEach(entry -> queue.publish(entry.queueId(), Optional.empty()));
        begin(IndexHead.NONE);
    }

    /// Writes the index, and closes it.
    void close() {
        try {
            indexer.close();
        } finally {
            index.close();
        }
    }

    StoreIndex index() {
        return index;
    }

    States<String, QueueEntry> queue() {
        return queue;
    }

    States<UserId, UserView> users() {
        return users.states();
    }

    /// Sets what the INBOX of a user without changes has as UIDVALIDITY: from the birth of the log,
    /// so that a store that begins anew does not repeat that of an earlier one.
    void born(Instant created) {
        firstUidValidity = Math.max(1, created.getEpochSecond() & 0xFFFF_FFFFL);
    }

    /// No body gets a number up to this one: some were freed.
    void numbered(long body) {
        lastBody.accumulateAndGet(body, Math::max);
    }

    /// Whether the state of all is whole, not only on the way to it. While the log is read.
    void whole(boolean isWhole) {
        indexer.current().whole(isWhole);
    }

    UserView view(UserId user) {
        return users.visible(user).orElseGet(() -> UserView.fresh(user, firstUidValidity));
    }

    UserView newest(UserId user, long incarnation) {
        return users.newest(user, incarnation)
                .orElseGet(() -> UserView.fresh(user, firstUidValidity));
    }

    /// {@return all users who ever had mail here, by name}
    SortedSet<UserId> allUsers() {
        // first those whom the index lacks: by the time it is asked it may lack them no more
        SortedSet<UserId> all = new TreeSet<>(Comparator.comparing(UserId::name));
        all.addAll(indexer.users());
        all.addAll(index.users());
        return all;
    }

    long nextBody() {
        return lastBody.incrementAndGet();
    }

    /// Waits until there is room in memory for what follows from another write.
    ///
    /// @throws Failure.Unavailable if the index cannot be written
    void awaitRoom() {
        indexer.awaitRoom();
    }

    /// Writes the index up to what is visible now, and waits until it is durable.
    ///
    /// @throws Failure.Unavailable if the index cannot be written
    void flush() {
        indexer.flush();
    }

    /// {@return the folder of the log}
    Path log() {
        return index.log();
    }

    /// {@return where a body lies, empty if that is not known}
    Optional<StoredBody> place(BodyRef ref) {
        return place(ref.id());
    }

    /// {@return true if that is where this body lies, and not an older place of it}
    boolean isPlace(StoredBody body) {
        return place(body.id()).equals(Optional.of(body));
    }

    /// Tells where each body lies.
    void bodies(Consumer<StoredBody> taker) {
        Map<Long, StoredBody> unindexed = indexer.bodies();
        unindexed.values().forEach(taker);
        index.bodies(body -> {
            if (!unindexed.containsKey(body.id())) {
                taker.accept(body);
            }
        });
    }

    Body body(BodyRef ref) {
        return new Body(ref.prefix(), known(ref.id()), index.log(), this::placeAgain);
    }

    private Optional<StoredBody> place(long id) {
        return indexer.find(changed -> Optional.ofNullable(changed.bodies().get(id)))
                .or(() -> places.find(id));
    }

    private StoredBody known(long id) {
        return place(id).orElseThrow(() -> index.broken("the place of body " + id));
    }

    private StoredBody placeAgain(long id) {
        places.forget(id);
        return known(id);
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

    /// A body has its place, within [#group].
    void stored(StoredBody body) {
        indexer.current().body(body);
        lastBody.accumulateAndGet(body.id(), Math::max);
    }

    /// A body has this outline, within [#group].
    void outlined(long body, byte[] outline) {
        indexer.current().outline(body, outline);
    }

    OutlineStore outlines() {
        return outlines;
    }

    /// Makes a user's mail visible, within [#group]. What the index lacks is noted before, and so
    /// is never dropped.
    void publish(UserId user, UserView view) {
        indexer.current().user(user, view);
        users.states().publish(user, Optional.of(view));
    }

    /// Makes an entry of the queue visible, within [#group].
    void publish(String queueId, Optional<QueueEntry> entry) {
        indexer.current().queue(queueId, entry);
        queue.publish(queueId, entry);
    }

    /// Does all that follows from a group of the log.
    ///
    /// @param octets of the group, 0 if nothing follows from it
    /// @param changes what to store and to publish
    void group(LogPosition group, long octets, Runnable changes) {
        if (octets > 0) {
            indexer.group(group, octets, changes);
        }
    }

    private void begin(IndexHead known) {
        head = known;
        lastBody.set(known.lastBody());
        for (QueueEntry entry : index.queue()) {
            queue.publish(entry.queueId(), Optional.of(entry));
        }
    }

    /// The index, which comes behind.
    private final class Behind implements Indexer.Target {
        @Override
        public void write(Unindexed changed, boolean again) {
            if (again) {
                head = index.reopen().orElse(IndexHead.NONE);
            }
            try (IndexUpdate update = new IndexUpdate(index, chunks, head)) {
                head = update.write(changed);
                update.written().forEach(chunks::indexed);
            }
        }

        @Override
        public void written(Unindexed changed) {
            users.indexed(changed.users());
            changed.bodies().values().forEach(places::keep);
        }

        @Override
        public void released(Unindexed changed) {
            changed.users().forEach(users::sit);
        }
    }
}
