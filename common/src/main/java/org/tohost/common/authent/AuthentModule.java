package org.tohost.common.authent;

import java.util.Optional;
import java.util.function.Supplier;
import org.tohost.common.domain.UserId;

/// A source of users, one of `g_authent`. It answers questions as they come; caching, sub-addresses
/// and access rules lie above it.
///
/// Calls may block and are bounded in time by the module; they are made on virtual threads, any
/// number at once. An outage is a value, never an exception and never an answer about a user.
public interface AuthentModule extends AutoCloseable {
    /// {@return what the module is called in `g_authent`, in logs and in metrics}
    String name();

    /// Finds the user who stands under a key.
    Finding find(UserKey key);

    /// Tests the password of a login. An empty password is never right, and never asked about.
    ///
    /// `known` gives what [#find] says of the login's name, perhaps from a cache; a module that
    /// needs no entry to test a password does not ask. A module that is told `None` takes as long
    /// to answer as if the password were wrong.
    ///
    /// The account's status is respected ([AuthResult.Reason#CLOSED], after the password).
    AuthResult check(Login login, Supplier<Finding> known);

    /// From now on tells of changes, as far as the module learns of them. Called once at most; the
    /// calls of `changes` come from the module's own threads and may not block.
    void watch(Changes changes);

    /// {@return true if the database answered lately; feeds `/ready`}
    boolean healthy();

    @Override
    void close();

    /// Who wants to know of changes.
    interface Changes {
        /// This entry was added, changed or deleted. `user` is who stands in it now, if that is
        /// known.
        void changed(String entry, Optional<UserId> user);

        /// Changes may have been missed: whatever is known may be outdated.
        void missed();
    }
}
