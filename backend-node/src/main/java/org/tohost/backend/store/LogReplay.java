package org.tohost.backend.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogFollower;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.LogPosition;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Brings the state forward by what the log has behind the index, by the same fold that serves live
/// changes. The thread that opens the store.
///
/// Whose changes begin out of turn, because earlier ones were freed, waits for a checkpoint; at the
/// end nobody may still be waiting. To those whose state is whole a checkpoint says nothing new. An
/// index that is made from the first group on counts only once it has come to the last.
final class LogReplay implements LogFollower {
    private final StoreState state;
    private final Map<UserId, AwaitedCheckpoint> awaited = new HashMap<>();
    private final QueueReplay queue;
    private boolean rebuilding;

    LogReplay(StoreState state) {
        this.state = state;
        this.queue = new QueueReplay(state);
    }

    @Override
    public Optional<LogPosition> begin() {
        Optional<LogPosition> known = state.open();
        rebuilding = known.isEmpty();
        return known;
    }

    @Override
    public void forget(String why) {
        rebuilding = true;
        state.forget(why);
    }

    @Override
    public void follow(LogGroup group) {
        state.awaitRoom();
        state.group(
                group.at(),
                group.octets(),
                () -> {
                    replay(group);
                    state.whole(!rebuilding);
                });
    }

    @Override
    public void caughtUp() {
        if (!awaited.isEmpty() || !queue.awaited().isEmpty()) {
            throw new Failure.Syntax(
                    "changes are missing, and no checkpoint has them: "
                            + (awaited.isEmpty() ? queue.awaited() : awaited.keySet()));
        }
        rebuilding = false;
        state.whole(true);
    }

    @Override
    public void close() {
        state.close();
    }

    private void replay(LogGroup group) {
        group.bodies().forEach(state::stored);
        for (ChangeRecord record : group.changes()) {
            switch (Partition.parse(record.user())) {
                case Partition.OfUser(UserId user) -> {
                    if (record.checkpoint()) {
                        checkpoint(user, record);
                    } else {
                        replay(user, record);
                    }
                }
                case Partition.OfQueue(String queueId) ->
                        queue.replay(queueId, group.at().sequence(), record);
            }
        }
    }

    private void replay(UserId user, ChangeRecord record) {
        AwaitedCheckpoint missing = awaited.get(user);
        if (missing != null) {
            missing.hold(record);
            return;
        }
        UserView view = state.view(user);
        if (record.userSequence() <= view.version()) {
            throw new Failure.Syntax("change " + record.userSequence() + " of a user out of turn");
        }
        if (record.userSequence() > view.version() + 1) {
            awaited.put(user, new AwaitedCheckpoint());
            return;
        }
        for (Change change : ChangeCodec.decode(record.content())) {
            if (!(change instanceof Change.OfUser ofUser) || change instanceof Kept) {
                throw new Failure.Syntax("no change of a user among those of a user");
            }
            view = ChangeApplier.apply(view, ofUser, record.at());
        }
        state.publish(user, view.withVersion(record.userSequence()));
    }

    private void checkpoint(UserId user, ChangeRecord record) {
        long version = record.userSequence();
        UserView view = state.view(user);
        if (!awaited.containsKey(user) && version <= view.version()) {
            return;
        }
        AwaitedCheckpoint missing = awaited.computeIfAbsent(user, _ -> new AwaitedCheckpoint());
        List<Change> parts = ChangeCodec.decode(record.content());
        if (!missing.follows(version, parts)) {
            return;
        }
        for (Change change : parts) {
            if (!(change instanceof Kept part)) {
                throw new Failure.Syntax("a change among the parts of a checkpoint");
            }
            view = KeptApplier.apply(view, part);
        }
        state.publish(user, view.withVersion(version));
        if (parts.getLast() instanceof Kept.Ended) {
            awaited.remove(user);
            missing.held().forEach(later -> replay(user, later));
        }
    }
}
