package org.tohost.common.authent;

import org.tohost.common.domain.Secret;

/// Tests the tokens of OAuth 2.0 that clients log in with.
///
/// Calls may block and are bounded in time by the implementation; they are made on virtual threads,
/// any number at once. An outage is a value, never an exception.
public interface TokenCheck {
    /// {@return whose this token is, if it is good}
    Verdict test(Secret token);

    /// What became of a token. The details are for the log, and hold nothing of the token.
    sealed interface Verdict {
        /// Good, and this user's: the full name, whatever the client called itself.
        record Good(LoginName user) implements Verdict {}

        /// Not good.
        record Bad(String detail) implements Verdict {}

        /// Nobody who knows has answered. Always temporary.
        record Unavailable(String detail) implements Verdict {}
    }
}
