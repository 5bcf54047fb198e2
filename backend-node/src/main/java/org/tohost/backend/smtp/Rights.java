package org.tohost.backend.smtp;

import org.tohost.common.domain.UserId;

/// What a session may do.
sealed interface Rights {
    /// Nothing yet: it has to say who it is first.
    record None() implements Rights {}

    /// Bring mail for our own domains, from anybody.
    record Inbound() implements Rights {}

    /// Send mail of this user.
    record Submission(UserId user) implements Rights {}
}
