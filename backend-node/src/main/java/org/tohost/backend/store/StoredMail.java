package org.tohost.backend.store;

import java.util.Optional;
import java.util.SortedSet;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;

/// The mail in a store: of one that serves, or of one as its segments tell it. Any thread.
public interface StoredMail {
    /// {@return all users who ever had mail here, by name}
    SortedSet<UserId> users();

    /// {@return a user's mail as it is now}
    UserView view(UserId user);

    /// {@return where a body lies, empty if it is nowhere}
    Optional<StoredBody> place(BodyRef ref);
}
