package org.tohost.backend.pop3;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.common.domain.UserId;

/// Which maildrops are open on this node, where only one session at a time may have one (RFC 1939
/// 4). Any thread.
final class MaildropLocks {
    private final boolean exclusive;
    private final Set<UserId> open = ConcurrentHashMap.newKeySet();

    /// Locks that lock nothing unless `exclusive`.
    MaildropLocks(boolean exclusive) {
        this.exclusive = exclusive;
    }

    /// {@return true if the session may open the maildrop; it has to [#release] it}
    boolean acquire(UserId user) {
        return !exclusive || open.add(user);
    }

    void release(UserId user) {
        open.remove(user);
    }
}
