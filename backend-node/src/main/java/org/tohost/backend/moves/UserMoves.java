package org.tohost.backend.moves;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.delivery.QueueWork;
import org.tohost.backend.server.Farewell;
import org.tohost.backend.server.Ownership;
import org.tohost.backend.server.Standing;
import org.tohost.backend.server.UserSessions;
import org.tohost.backend.server.UserSessions.Need;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.UserChange;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.run.Startable;

/// Follows the user database from start to stop. A user who belongs to another node now loses the
/// sessions that have a mailbox open here; one whose account is closed or gone loses all; and mail
/// that waits for either goes to where it belongs now.
public final class UserMoves implements Startable {
    private static final Logger LOG = LoggerFactory.getLogger(UserMoves.class);
    private static final int AT_ONCE = 16;
    private static final long GRACE_SECONDS = 5;

    private final UserDatabase users;
    private final UserSessions sessions;
    private final Ownership ownership;
    private final QueueWork queue;
    private @Nullable ExecutorService threads;
    private UserDatabase.@Nullable Watch watch;

    /// Follows `users` for the sessions and the queue of a node.
    public UserMoves(
            UserDatabase users, UserSessions sessions, Ownership ownership, QueueWork queue) {
        this.users = users;
        this.sessions = sessions;
        this.ownership = ownership;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "moves of users";
    }

    @Override
    public void start() {
        ExecutorService started = Executors.newVirtualThreadPerTaskExecutor();
        threads = started;
        // so many users at once never hold up the one who was just moved
        Lane single = new Lane(AT_ONCE, started, this::follow);
        Lane every = new Lane(AT_ONCE, started, this::follow);
        watch = users.watch(change -> changed(change, single, every));
    }

    @Override
    public void stop() throws InterruptedException {
        if (watch != null) {
            watch.close();
        }
        ExecutorService running = threads;
        if (running != null) {
            running.shutdownNow();
            boolean ended = running.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            LOG.debug("all look-ups ended: {}", ended);
        }
    }

    private void changed(UserChange change, Lane single, Lane every) {
        switch (change) {
            case UserChange.One(UserId user) -> {
                if (concerns(user)) {
                    single.add(user);
                }
            }
            case UserChange.Any() -> {
                Set<UserId> here = new HashSet<>(sessions.users());
                here.addAll(queue.users());
                here.forEach(every::add);
            }
        }
    }

    private boolean concerns(UserId user) {
        return sessions.count(user) > 0 || queue.isFor(user) || ownership.owned(user);
    }

    private void follow(UserId user) {
        try {
            switch (ownership.settle(user)) {
                case Standing.Here(NodeId self, Account _) -> queue.hurry(user, Optional.of(self));
                case Standing.Elsewhere(NodeId owner) -> moved(user, owner);
                case Standing.Closed(), Standing.Gone() -> closed(user);
                case Standing.Undecided(String why) -> LOG.warn("{}: {}", user, why);
                case Standing.Unknown(String detail) ->
                        LOG.info("whether {} has moved is not known: {}", user, detail);
            }
        } catch (RuntimeException e) {
            LOG.error("what became of {} could not be followed", user, e);
        }
    }

    /// Sessions that submit mail go on: any node may take it.
    private void moved(UserId user, NodeId owner) {
        int ended = sessions.end(user, EnumSet.of(Need.OWNERSHIP), Farewell.USER_MOVED);
        tell(user, "belongs to " + owner, ended, queue.hurry(user, Optional.of(owner)));
    }

    private void closed(UserId user) {
        int ended = sessions.end(user, EnumSet.allOf(Need.class), Farewell.ACCOUNT_CLOSED);
        tell(user, "has no open account", ended, queue.hurry(user, Optional.empty()));
    }

    private static void tell(UserId user, String what, int ended, int hurried) {
        if (ended + hurried > 0) {
            LOG.info("{} {}: {} sessions end, {} messages go on", user, what, ended, hurried);
        }
    }
}
