package org.tohost.backend.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tohost.common.domain.UserId;

/// The views of users: those that are in memory, and those that are read from the index. What the
/// index does not have stays in memory. Any thread reads.
final class UserViews {
    private final States<UserId, UserView> states = new States<>();
    private final Map<UserId, Seat> seats = new ConcurrentHashMap<>();
    private final StoreIndex index;
    private final ChunkTable chunks;
    private final Residents residents;
    private final Predicate<UserId> unindexed;
    private final ReentrantLock lock = new ReentrantLock();
    private long generation; // how often the index was written; guarded by lock

    /// @param unindexed who has changes that the index does not have
    UserViews(
            StoreIndex index, ChunkTable chunks, Residents residents, Predicate<UserId> unindexed) {
        this.index = index;
        this.chunks = chunks;
        this.residents = residents;
        this.unindexed = unindexed;
    }

    /// {@return what is planned and visible of those who are in memory}
    States<UserId, UserView> states() {
        return states;
    }

    /// {@return the user's mail as all see it, empty if there never was any}
    Optional<UserView> visible(UserId user) {
        Optional<UserView> there = states.visible(user);
        if (there.isEmpty()) {
            return load(user);
        }
        Seat seat = seats.get(user);
        if (seat != null) {
            seat.used = true;
        }
        return there;
    }

    /// {@return the user's mail with what is on its way to the disk}
    Optional<UserView> newest(UserId user, long incarnation) {
        return states.newest(user, incarnation).or(() -> visible(user));
    }

    /// The index has these now.
    void indexed(Map<UserId, UserView> written) {
        lock.lock();
        try {
            generation++;
        } finally {
            lock.unlock();
        }
        written.forEach((user, view) -> {
            long deliveries = view.deliveries().count();
            states.change(
                    user, now -> now.with(now.deliveries().indexed(deliveries, deliveries(user))));
        });
    }

    /// This user may leave memory, unless changed again.
    void sit(UserId user, UserView view) {
        Seat mine = new Seat(user, view.weight());
        if (seats.putIfAbsent(user, mine) == null) {
            residents.add(mine);
        }
    }

    /// Reads a user. Who has changes that the index has not is in memory, so what was read in vain
    /// while the index was written is seen by the generation, and what was changed since by the
    /// view that is there.
    private Optional<UserView> load(UserId user) {
        while (true) {
            long before = generation();
            Optional<UserView> read = index.user(user).map(row -> view(user, row));
            lock.lock();
            try {
                if (before == generation) {
                    Optional<UserView> there = read.map(view -> states.putIfAbsent(user, view));
                    there.ifPresent(view -> sit(user, view));
                    return there.or(() -> states.visible(user));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    private UserView view(UserId user, UserRow row) {
        NavigableMap<String, MailboxView> mailboxes = new TreeMap<>();
        NavigableMap<Long, DeletedMailbox> deleted = new TreeMap<>();
        for (MailboxRow mailbox : index.mailboxes(user).values()) {
            MailboxView view = view(mailbox);
            mailbox.deletedAt()
                    .ifPresentOrElse(
                            at -> deleted.put(view.id(), new DeletedMailbox(view, at)),
                            () -> mailboxes.put(view.name(), view));
        }
        return new UserView(
                user,
                row.version(),
                Collections.unmodifiableNavigableMap(mailboxes),
                row.subscriptions(),
                row.owned(),
                row.lastMailboxId(),
                row.lastUidValidity(),
                DeliveryIds.ofIndex(row.deliveries(), deliveries(user)),
                row.imports(),
                Collections.unmodifiableNavigableMap(deleted));
    }

    private Function<String, Optional<DeliveryIds.Delivered>> deliveries(UserId user) {
        return id -> index.delivery(user, id);
    }

    private MailboxView view(MailboxRow row) {
        return new MailboxView(
                row.id(),
                row.name(),
                row.uidValidity(),
                row.uidNext(),
                row.highestModSeq(),
                row.traits(),
                messages(row.chunks()),
                new Gone(row.floor(), row.marks(), messages(row.goneChunks())));
    }

    private MessageList messages(List<ChunkRef> refs) {
        return MessageList.of(refs.stream().map(chunks::chunk).toList());
    }

    /// A user in memory whom the index has too.
    private final class Seat implements Resident {
        private final UserId user;
        private final long weight;
        private volatile boolean used;

        private Seat(UserId user, long weight) {
            this.user = user;
            this.weight = weight;
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public boolean wasUsed() {
            boolean was = used;
            used = false;
            return was;
        }

        /// Whoever has changes gets another seat once the index has them.
        @Override
        public void leave() {
            seats.remove(user, this);
            states.removeUnless(user, unindexed);
        }
    }
}
