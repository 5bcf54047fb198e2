package org.tohost.backend.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.server.UserSessions.Need;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.UserStore;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Whether a session may act for a user here: by this node's own look-up, past every cache, never
/// by what a proxy or an earlier answer says.
///
/// While the directory is silent the mark in the store counts, which says what the last answer was.
/// The mark is durable, so a restart during an outage keeps serving. Any thread.
public final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final NodeId self;
    private final Users users;
    private final MailStore store;
    private final UserSessions sessions;
    private final LatestAnswers answers = new LatestAnswers();

    /// What decides about users: who they are, whose, and how much mail they may have.
    public record Users(UserDatabase database, Owners owners, QuotaSettings quotas) {}

    /// How the node `self` sees these users; their sessions are kept in `sessions`.
    public Ownership(NodeId self, Users users, MailStore store, UserSessions sessions) {
        this.self = self;
        this.users = users;
        this.store = store;
        this.sessions = sessions;
    }

    /// Lets the session act for the user, until it ends or the user loses what it needs.
    ///
    /// @return how much mail the user may have; no limit if nobody knows
    /// @throws Failure.Unavailable if another node owns the user, or if nobody knows
    /// @throws Failure.Refused (ACCOUNT) if the account is closed
    public Quota admit(UserId user, Connection connection, Need need) {
        // first entered, then asked: no change comes between the two unseen
        sessions.enter(user, connection, need);
        try {
            return switch (need) {
                case OWNERSHIP -> require(user);
                case ACCOUNT -> requireAccount(user);
            };
        } catch (Failure e) {
            sessions.leave(connection);
            throw e;
        }
    }

    /// The session acts for nobody any more.
    public void dismiss(Connection connection) {
        sessions.leave(connection);
    }

    private Quota require(UserId user) {
        return switch (settle(user)) {
            case Standing.Here(NodeId _, Account account) -> users.quotas().of(account);
            case Standing.Elsewhere(NodeId owner) ->
                    throw new Failure.Unavailable(user + " belongs to " + owner);
            case Standing.Closed() -> throw closed(user);
            case Standing.Gone() ->
                    throw new Failure.Unavailable(user + " is not in the user database");
            case Standing.Undecided(String why) -> throw new Failure.Unavailable(user + ": " + why);
            case Standing.Unknown(String detail) -> {
                if (!owned(user)) {
                    throw new Failure.Unavailable("user database: " + detail);
                }
                yield Quota.NONE;
            }
        };
    }

    /// Whoever checked the password has just seen the account: an outage changes nothing.
    private Quota requireAccount(UserId user) {
        return switch (ask(user)) {
            case Standing.Closed(), Standing.Gone() -> throw closed(user);
            case Standing.Here _, Standing.Elsewhere _, Standing.Undecided _, Standing.Unknown _ ->
                    Quota.NONE;
        };
    }

    private static Failure closed(UserId user) {
        return new Failure.Refused(Refusal.ACCOUNT, user + ": account closed");
    }

    /// {@return where the user stands now; afterwards the mark in the store says the same}
    public Standing settle(UserId user) {
        // of two who mark a user, the one who asked last must be the one who marks last
        return answers.ask(user, () -> ask(user), standing -> mark(user, standing));
    }

    /// {@return true if this node owned the user when it last knew}
    public boolean owned(UserId user) {
        return store.user(user).view().owned();
    }

    /// {@return where the user stands now; the mark in the store stays as it is}
    public Standing ask(UserId user) {
        return Standing.of(users.database().lookupNow(user), users.owners(), self);
    }

    private void mark(UserId user, Standing standing) {
        boolean here = standing instanceof Standing.Here;
        UserStore mailboxes = store.user(user);
        // a store that cannot write is still read, also by a user who came back to it
        if (mailboxes.view().owned() != here && store.writable()) {
            try {
                mailboxes.apply(new Intent.MarkOwned(here));
            } catch (Failure.Unavailable e) {
                LOG.warn("{} could not be marked: {}", user, e.getMessage());
            }
        }
    }
}
