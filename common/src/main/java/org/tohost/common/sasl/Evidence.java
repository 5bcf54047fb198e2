package org.tohost.common.sasl;

import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// What a client has shown, at the end of a mechanism, of who it is.
public sealed interface Evidence {
    /// Overwrites what is secret in it.
    default void wipe() {
        switch (this) {
            case Password(_, Secret password) -> password.wipe();
            case Token(_, Secret token) -> token.wipe();
            case Proven _ -> {}
        }
    }

    /// A password, which has yet to be tested; never an empty one, which some directories take for
    /// an anonymous bind (RFC 4513 5.1.2).
    record Password(LoginName name, Secret password) implements Evidence {
        /// Checks that there is a password.
        ///
        /// @throws Failure.Refused if it is empty
        public Password {
            if (password.isEmpty()) {
                throw new Failure.Refused(Refusal.AUTHENTICATION, "empty password");
            }
        }
    }

    /// A token of OAuth 2.0, which has yet to be tested.
    ///
    /// @param name by which the client wants to log in; nothing if by that of the token
    record Token(Optional<LoginName> name, Secret token) implements Evidence {}

    /// No more test is needed, and no password is at hand: the mechanism itself has proven that it
    /// is this user, who may still be barred.
    record Proven(LoginName name) implements Evidence {}
}
