package org.tohost.common.users;

import org.tohost.common.domain.Secret;

/// A password that was right: salted, and hashed with the key of a [PasswordCache]. The check began
/// at the tick `begun` and at `since` (milliseconds of the clock).
record KnownPassword(Secret salt, Secret hash, long begun, long since) {
    /// {@return true if it was right within so many milliseconds before `now`}
    boolean isYounger(long millis, long now) {
        long age = now - since;
        return age >= 0 && age < millis;
    }
}
