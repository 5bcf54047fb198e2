package org.tohost.common.authent;

import org.tohost.common.domain.UserId;

/// Something is different in the user database. What it is, a fresh look-up says.
public sealed interface UserChange {
    /// This user's entry was added, changed or deleted.
    record One(UserId user) implements UserChange {}

    /// Changes may have been missed: any user's entry may be different.
    record Any() implements UserChange {}
}
