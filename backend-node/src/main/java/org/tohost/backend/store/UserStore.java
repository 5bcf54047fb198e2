package org.tohost.backend.store;

/// One user's part of the store. Any thread; cheap to get, holds nothing.
@SuppressWarnings("DoNotCallSuggester")
public final class UserStore {
    /// {@return the user's mail as it is now}
    public UserView view() {
        throw new UnsupportedOperationException();
    }

    /// Does it, and returns when the disk has it and [#view] shows it.
    ///
    /// @throws org.tohost.common.failure.Failure.Refused if the state does not allow it
    /// @throws org.tohost.common.failure.Failure.Unavailable if the store cannot write
    public <A> A apply(Intent<A> intent) {
        throw new UnsupportedOperationException();
    }

    /// {@return the octets of a message}
    public Body body(BodyRef ref) {
        throw new UnsupportedOperationException();
    }

    /// Calls `changed` after each change of this user that is visible, until the watch is closed.
    /// The call comes from a thread of the store and must not block.
    public Watch watch(Runnable changed) {
        throw new UnsupportedOperationException();
    }
}
