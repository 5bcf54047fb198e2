package org.tohost.backend.store;

import java.util.List;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// One user's part of the store. Any thread; cheap to get, holds nothing.
public final class UserStore {
    private final UserId user;
    private final Quota quota;
    private final StoreState state;
    private final StoreWriter writer;

    UserStore(UserId user, Quota quota, StoreState state, StoreWriter writer) {
        this.user = user;
        this.quota = quota;
        this.state = state;
        this.writer = writer;
    }

    /// {@return the same, where [#apply] refuses (OVER_QUOTA) to add more mail than this}
    public UserStore within(Quota limit) {
        return new UserStore(user, limit, state, writer);
    }

    /// {@return how much mail the user may have}
    public Quota quota() {
        return quota;
    }

    /// {@return true if so much mail could be added now}
    public boolean hasRoom(Usage more) {
        return quota.admits(view().usage(), more);
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
                intent.bodies(),
                draft -> ChangePlanner.plan(intent, draft.user(user).within(quota), draft));
    }

    /// {@return the octets of a message}
    public Body body(BodyRef ref) {
        return state.body(ref);
    }

    /// {@return what is told of these messages without their octets, which are read only where it
    /// is not known}
    public Outlines outlines(List<Message> messages) {
        return state.outlines().of(messages);
    }

    /// Calls `changed` after each change of this user that is visible, until the watch is closed.
    /// The call comes from a thread of the store and must not block.
    public Watch watch(Runnable changed) {
        return state.watch(user, changed);
    }
}
