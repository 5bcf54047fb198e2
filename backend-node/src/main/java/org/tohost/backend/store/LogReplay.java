package org.tohost.backend.store;

import java.util.Optional;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogFollower;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.LogPosition;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Brings the state forward by what the log has behind the index, by the same fold that serves live
/// changes. The thread that opens the store.
final class LogReplay implements LogFollower {
    private final StoreState state;

    LogReplay(StoreState state) {
        this.state = state;
    }

    @Override
    public Optional<LogPosition> begin() {
        return state.open();
    }

    @Override
    public void forget(String why) {
        state.forget(why);
    }

    @Override
    public void follow(LogGroup group) {
        state.awaitRoom();
        state.group(group.at(), group.octets(), () -> replay(group));
    }

    @Override
    public void close() {
        state.close();
    }

    private void replay(LogGroup group) {
        group.bodies().forEach(state::stored);
        for (ChangeRecord record : group.changes()) {
            switch (Partition.parse(record.user())) {
                case Partition.OfUser(UserId user) -> replay(user, record);
                case Partition.OfQueue(String queueId) -> replay(queueId, record);
            }
        }
    }

    private void replay(UserId user, ChangeRecord record) {
        UserView view = state.view(user);
        if (record.userSequence() != view.version() + 1) {
            throw new Failure.Syntax("change " + record.userSequence() + " of a user out of turn");
        }
        for (Change change : ChangeCodec.decode(record.content())) {
            if (!(change instanceof Change.OfUser ofUser)) {
                throw new Failure.Syntax("a change of the queue among those of a user");
            }
            view = ChangeApplier.apply(view, ofUser, record.at());
        }
        state.publish(user, view.withVersion(record.userSequence()));
    }

    private void replay(String queueId, ChangeRecord record) {
        Optional<QueueEntry> entry = state.queue().visible(queueId);
        for (Change change : ChangeCodec.decode(record.content())) {
            if (!(change instanceof Change.OfQueue ofQueue)) {
                throw new Failure.Syntax("a change of a user among those of the queue");
            }
            entry = ChangeApplier.apply(entry, ofQueue);
        }
        state.publish(queueId, entry);
    }
}
