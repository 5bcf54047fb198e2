package org.tohost.common.authent;

import java.util.List;
import org.tohost.common.domain.UserId;

/// What the user database says of a user: the name, the raw values of `tohost` (none, one, or by an
/// operator's error several), and whether the account may be used.
public record Account(UserId user, List<String> tohost, Status status) {
    /// Copies the list.
    public Account {
        tohost = List.copyOf(tohost);
    }

    /// What may be done with the account.
    public enum Status {
        /// Everything.
        OK,
        /// Nothing: suspended, cancelled, banned or closed.
        CLOSED
    }
}
