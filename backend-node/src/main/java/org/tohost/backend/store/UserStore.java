package org.tohost.backend.store;

import java.util.List;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// One user's part of the store. Any thread; cheap to get, holds nothing.
public final class UserStore {
    private final UserId user;
    private final StoreState state;
    private final StoreWriter writer;

    UserStore(UserId user, StoreState state, StoreWriter writer) {
        this.user = user;
        this.state = state;
        this.writer = writer;
    }

    /// {@return the user's mail as it is now}
    public UserView view() {
        return state.view(user);
    }

    /// Does it, and returns when the disk has it and [#view] shows it.
    ///
    /// @throws Failure.Refused if the state does not allow it
    /// @throws Failure.Unavailable if the store cannot write
    public <A> A apply(Intent<A> intent) {
        return writer.write(
                List.of(new Partition.OfUser(user)),
                draft -> ChangePlanner.plan(intent, draft.user(user), draft));
    }

    /// {@return the octets of a message}
    public Body body(BodyRef ref) {
        return state.body(ref);
    }

    /// Calls `changed` after each change of this user that is visible, until the watch is closed.
    /// The call comes from a thread of the store and must not block.
    public Watch watch(Runnable changed) {
        return state.watch(user, changed);
    }
}
