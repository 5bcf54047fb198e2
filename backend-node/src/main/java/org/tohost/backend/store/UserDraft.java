package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The changes of one user that are being planned, and the state they lead to. One thread.
final class UserDraft {
    private final List<Change> changes = new ArrayList<>();
    private final Instant now;
    private UserView view;
    private Quota quota = Quota.NONE;

    UserDraft(UserView newest, Instant now) {
        this.view = newest;
        this.now = now;
    }

    /// {@return when it is decided}
    Instant now() {
        return now;
    }

    /// {@return this draft, in which no more mail may be added than this}
    UserDraft within(Quota limit) {
        quota = limit;
        return this;
    }

    /// {@return true if the quota has room for this too}
    boolean hasRoom(Usage more) {
        return quota.admits(view.usage(), more);
    }

    /// Makes sure that there is room.
    ///
    /// @throws Failure.Refused (OVER_QUOTA) if there is none
    void requireRoom(Usage more) {
        if (!hasRoom(more)) {
            throw new Failure.Refused(Refusal.OVER_QUOTA, view.user() + " is over quota");
        }
    }

    /// {@return the state after all changes so far}
    UserView view() {
        return view;
    }

    void add(Change.OfUser change) {
        if (view.version() == 0 && changes.isEmpty()) {
            changes.add(new Change.UserCreated(view.inbox().uidValidity()));
        }
        changes.add(change);
        view = ChangeApplier.apply(view, change, now);
    }

    List<Change> changes() {
        return changes;
    }

    /// {@return the state that the change record leads to}
    UserView result() {
        return view.withVersion(view.version() + 1);
    }

    /// Finds a mailbox.
    ///
    /// @throws Failure.Refused (NONEXISTENT) if there is none
    MailboxView mailbox(long id) {
        return view.mailbox(id).orElseThrow(UserDraft::nonexistent);
    }

    /// Finds a mailbox.
    ///
    /// @throws Failure.Refused (NONEXISTENT) if there is none
    MailboxView mailbox(String name) {
        return view.mailbox(name).orElseThrow(UserDraft::nonexistent);
    }

    private static Failure.Refused nonexistent() {
        return new Failure.Refused(Refusal.NONEXISTENT, "no such mailbox");
    }
}
