package org.tohost.common.authent;

import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;

/// The one part of the cluster that knows all users.
///
/// Calls may block and are bounded in time by the implementation; they are made on virtual threads,
/// any number at once. An outage is a value, never an exception and never an answer about a user.
public interface UserDatabase extends AutoCloseable {
    /// Tests the password of the user with this login name.
    AuthResult check(LoginName login, Secret password);

    /// Looks up whose mailbox an address is, without a password.
    LookupResult lookup(MailAddress address);

    /// {@return true if the database answered lately; feeds `/ready`}
    boolean healthy();

    @Override
    void close();
}
