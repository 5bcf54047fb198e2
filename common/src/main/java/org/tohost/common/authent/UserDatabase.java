package org.tohost.common.authent;

import java.util.function.Consumer;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

/// The one part of the cluster that knows all users.
///
/// Calls may block and are bounded in time by the implementation; they are made on virtual threads,
/// any number at once. An outage is a value, never an exception and never an answer about a user.
public interface UserDatabase extends AutoCloseable {
    /// Tests the password of a login.
    AuthResult check(Login login);

    /// Decides about a login whose name is proven already, without a password: whether the user
    /// exists, may be used, and may use this service from this IP address (empty if it is not
    /// known). It is what the database says now, past every cache.
    AuthResult admit(LoginName name, Service service, String address);

    /// Looks up who logs in by this name, without a password; perhaps from a cache.
    LookupResult lookup(LoginName name);

    /// The same, past every cache.
    LookupResult lookupNow(LoginName name);

    /// Looks up whose mailbox an address is, perhaps from a cache. Sub-addresses and catch-alls
    /// count.
    LookupResult lookup(MailAddress address);

    /// The same, past every cache: what the database says now, or that it does not answer.
    LookupResult lookupNow(MailAddress address);

    /// Looks up this user and nobody else, past every cache. Whoever gets the user's mail once the
    /// user is gone, as an alias, by a sub-address or as a catch-all, is not this user.
    LookupResult lookupNow(UserId user);

    /// From now on tells of changes; until the result is closed. The calls come one at a time, on a
    /// thread of the database, after its caches know of the change, and may block.
    Watch watch(Consumer<UserChange> watcher);

    /// {@return true if the database answered lately; feeds `/ready`}
    boolean healthy();

    @Override
    void close();

    /// A watcher that can be taken off.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
