package org.tohost.backend.imap.command;

import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;

/// Commands that come before the user is known.
public sealed interface LoginCommand extends ImapCommand {
    /// STARTTLS (RFC 9051 6.2.1).
    record StartTls() implements LoginCommand {}

    /// LOGIN (RFC 9051 6.2.3).
    record Login(LoginName user, Secret password) implements LoginCommand {}

    /// AUTHENTICATE (RFC 9051 6.2.2).
    ///
    /// @param mechanism its name in upper case
    /// @param initial the initial response (RFC 4959) as it stands on the line
    record Authenticate(String mechanism, Optional<byte[]> initial) implements LoginCommand {}
}
