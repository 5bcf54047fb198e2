package org.tohost.backend.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.store.QueueEntry;
import org.tohost.backend.store.QueuedRecipient;
import org.tohost.backend.store.Quota;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

/// For whom mail waits in the queue, and who owned those users when it was last tried: an address
/// may be an alias, and only a look-up says whose. Any thread.
///
/// It is filled by what the tries find out, and after a restart by the addresses until then.
final class WaitingMail {
    private final Map<Item, Place> places = new HashMap<>();
    private final Map<UserId, Set<Item>> byUser = new HashMap<>();
    private final Set<Item> hurried = new HashSet<>();

    /// Whose users came to be while look-ups were under way.
    private final Map<UserId, Optional<NodeId>> news = new HashMap<>();

    private int asking;

    /// A recipient of an entry.
    private record Item(String queueId, MailAddress address) {}

    /// Who the recipient is, and the owner if that was known.
    private record Place(UserId user, Optional<NodeId> owner) {}

    /// Takes an entry's addresses for users, until more is known.
    synchronized void expect(QueueEntry entry) {
        for (QueuedRecipient recipient : entry.recipients()) {
            if (recipient.state() == QueuedRecipient.State.PENDING) {
                UserId user = UserId.of(recipient.address());
                put(new Item(entry.queueId(), recipient.address()), user, Optional.empty());
            }
        }
    }

    /// A look-up begins, and nobody knows yet whom it will be about: until it is over, what becomes
    /// of any user is kept, for its answer may be older than that.
    synchronized void asking() {
        asking++;
    }

    /// A look-up is over, [#found] or not.
    synchronized void asked() {
        asking--;
        if (asking == 0) {
            news.clear();
        }
    }

    /// Where the recipient was found to belong, by the node `self`.
    ///
    /// @return true if that was overtaken by what has become of the user meanwhile: the recipient
    ///   is due again
    synchronized boolean found(
            QueueEntry entry, MailAddress address, Destination destination, NodeId self) {
        Item item = new Item(entry.queueId(), address);
        switch (destination) {
            case Destination.Local(UserId user, Quota _) -> put(item, user, Optional.of(self));
            case Destination.Elsewhere(UserId user, List<NodeId> owners) ->
                    put(item, user, Optional.of(owners.getFirst()));
            case Destination.Closed(UserId user) -> put(item, user, Optional.empty());
            case Destination.Undecided(UserId user, String _) -> put(item, user, Optional.empty());
            case Destination.UnknownUser _,
                    Destination.Barred _,
                    Destination.NotOurs _,
                    Destination.Unavailable _ -> {}
        }
        Place place = places.get(item);
        if (place == null || !news.containsKey(place.user())) {
            return false;
        }
        boolean overtaken = isNews(place, news.getOrDefault(place.user(), Optional.empty()));
        if (overtaken) {
            hurried.add(item);
        }
        return overtaken;
    }

    private static boolean isNews(Place place, Optional<NodeId> owner) {
        return owner.isEmpty() || !place.owner().equals(owner);
    }

    private void put(Item item, UserId user, Optional<NodeId> owner) {
        remove(item);
        places.put(item, new Place(user, owner));
        byUser.computeIfAbsent(user, _ -> new HashSet<>()).add(item);
    }

    private void remove(Item item) {
        Place old = places.remove(item);
        if (old != null) {
            Set<Item> items = byUser.getOrDefault(old.user(), new HashSet<>());
            items.remove(item);
            if (items.isEmpty()) {
                byUser.remove(old.user());
            }
        }
    }

    /// The entry is done.
    synchronized void forget(QueueEntry entry) {
        for (QueuedRecipient recipient : entry.recipients()) {
            Item item = new Item(entry.queueId(), recipient.address());
            remove(item);
            hurried.remove(item);
        }
    }

    /// {@return all for whom mail waits}
    synchronized Set<UserId> users() {
        return Set.copyOf(byUser.keySet());
    }

    /// {@return true if mail waits for this user, or may}
    synchronized boolean isFor(UserId user) {
        return asking > 0 || byUser.containsKey(user);
    }

    /// From now on the user's mail that waits for another owner, or for want of one, is due.
    ///
    /// @param owner whose the user is now; nothing if nobody's
    /// @return the entries that are due now
    synchronized Set<String> hurry(UserId user, Optional<NodeId> owner) {
        if (asking > 0) {
            news.put(user, owner);
        }
        Set<String> due = new HashSet<>();
        for (Item item : byUser.getOrDefault(user, Set.of())) {
            Place place = places.get(item);
            if (place != null && isNews(place, owner)) {
                hurried.add(item);
                due.add(item.queueId());
            }
        }
        return due;
    }

    /// The recipient at this place stands in line, and is due when its turn comes.
    synchronized void hurry(QueueEntry entry, int place) {
        hurried.add(new Item(entry.queueId(), entry.recipients().get(place).address()));
    }

    /// {@return true if this recipient was hurried since it was last asked}
    synchronized boolean takeHurry(QueueEntry entry, MailAddress address) {
        return hurried.remove(new Item(entry.queueId(), address));
    }
}
