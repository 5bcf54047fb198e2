package org.tohost.backend.imap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tohost.common.domain.UserId;

/// Remembers which messages a session has already been told of, because the first session that
/// hears of a message, and only that one, sees it as \Recent (RFC 3501 2.3.2).
///
/// What is not remembered, after a restart or beyond [#MAX] mailboxes, counts as recent, as RFC
/// 3501 asks. Any thread.
final class RecentMessages {
    private static final int MAX = 100_000;

    private final Map<Key, Long> firstRecent =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
                    return size() > MAX;
                }
            };

    private record Key(UserId user, long mailbox) {}

    /// {@return the lowest UID that no session has been told of}
    synchronized long first(UserId user, long mailbox) {
        return firstRecent.getOrDefault(new Key(user, mailbox), 1L);
    }

    /// One session takes all messages below `uidNext`. {@return the lowest UID that it is the first
    /// to see}
    synchronized long claim(UserId user, long mailbox, long uidNext) {
        long first = first(user, mailbox);
        firstRecent.put(new Key(user, mailbox), Math.max(first, uidNext));
        return first;
    }
}
