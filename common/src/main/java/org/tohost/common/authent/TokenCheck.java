package org.tohost.common.authent;

import org.tohost.common.domain.Secret;

/// Tests the tokens of OAuth 2.0 that clients log in with.
///
/// Calls may block and are bounded in time by the implementation; they are made on virtual threads,
/// any number at once. An outage is a value, never an exception.
public interface TokenCheck {
    /// {@return whether this token is good, and made out to this user}
    Verdict test(LoginName name, Secret token);

    /// What became of a token. The details are for the log.
    sealed interface Verdict {
        /// Good, and this user's.
        record Good() implements Verdict {}

        /// Not good, or another user's.
        record Bad(String detail) implements Verdict {}

        /// Nobody who knows has answered. Always temporary.
        record Unavailable(String detail) implements Verdict {}
    }
}
