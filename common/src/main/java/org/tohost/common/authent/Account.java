package org.tohost.common.authent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;

/// What the user database says of a user.
///
/// `tohost` are the raw values of `tohost` (none, one, or several); `access` the names of the
/// access groups that the user is in; `quota` the octets that the mailboxes may hold, 0 for any
/// number, none given for what is usual at the node; `forward` where mail goes on to; `scram` what
/// SCRAM-SHA-256 can be answered with.
public record Account(
        UserId user,
        List<String> tohost,
        Status status,
        List<String> access,
        OptionalLong quota,
        List<MailAddress> forward,
        Optional<ScramVerifier> scram) {
    /// Copies the lists.
    public Account {
        tohost = List.copyOf(tohost);
        access = List.copyOf(access);
        forward = List.copyOf(forward);
    }

    /// An account of which no more is known.
    public Account(UserId user, List<String> tohost, Status status) {
        this(user, tohost, status, List.of(), OptionalLong.empty(), List.of(), Optional.empty());
    }

    /// What may be done with the account.
    public enum Status {
        /// Everything.
        OK,
        /// Nothing: suspended, cancelled, banned or closed.
        CLOSED
    }
}
