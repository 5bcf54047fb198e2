package org.tohost.backend.server;

import java.util.Optional;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.UserStore;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Whether this node owns a user: by its own look-up, never by what a proxy believes.
///
/// While the directory is silent the mark in the store counts, which says what the last answer was.
/// The mark is durable, so a restart during an outage keeps serving.
public final class Ownership {
    private final NodeId self;
    private final Optional<NodeId> fallback;
    private final UserDatabase users;
    private final MailStore store;

    /// `fallback` is the owner of users without `tohost`.
    public Ownership(NodeId self, Optional<NodeId> fallback, UserDatabase users, MailStore store) {
        this.self = self;
        this.fallback = fallback;
        this.users = users;
        this.store = store;
    }

    /// Returns if this node owns the user.
    ///
    /// @throws Failure.Unavailable if it does not, or if nobody knows
    public void require(UserId user) {
        switch (users.lookupNow(MailAddress.parse(user.name()))) {
            case LookupResult.Found(Account account) -> require(account);
            case LookupResult.NoSuchUser() ->
                    throw new Failure.Unavailable(user + " is not in the user database");
            case LookupResult.Unavailable(String detail) -> {
                if (!store.user(user).view().owned()) {
                    throw new Failure.Unavailable("user database: " + detail);
                }
            }
        }
    }

    /// The same for an account that was just looked up.
    ///
    /// @throws Failure.Unavailable if another node owns it, or if that is not decided
    public void require(Account account) {
        switch (Owner.of(account, fallback)) {
            case Owner.Node(NodeId node) when node.equals(self) -> mark(account.user(), true);
            case Owner.Node(NodeId node) -> {
                mark(account.user(), false);
                throw new Failure.Unavailable(account.user() + " belongs to " + node);
            }
            case Owner.Undecided(String why) ->
                    throw new Failure.Unavailable(account.user() + ": " + why);
        }
    }

    private void mark(UserId user, boolean owned) {
        UserStore mailboxes = store.user(user);
        // a store that cannot write is still read, also by a user who came back to it
        if (mailboxes.view().owned() != owned && store.writable()) {
            mailboxes.apply(new Intent.MarkOwned(owned));
        }
    }
}
