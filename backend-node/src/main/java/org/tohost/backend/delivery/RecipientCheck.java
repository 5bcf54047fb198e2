package org.tohost.backend.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.users.AccessGroups;

/// Finds out where mail for an address goes: is the domain ours, is there such a user, who owns it.
/// Any thread; blocking.
///
/// Asks the user database each time, past its caches. A message that is accepted for a mailbox of
/// this node lies there from then on, so a user who has just moved must not be taken for one of
/// ours; and a moment ago unknown is no reason to refuse for good.
public final class RecipientCheck {
    private final NodeId self;
    private final LocalDomains domains;
    private final Users users;
    private final Optional<MailAddress> postmaster;

    /// What decides about users: who they are, whose, from where they take mail, and how much of it
    /// they may have.
    public record Users(
            UserDatabase database, Owners owners, AccessGroups access, QuotaSettings quotas) {}

    /// A check as seen from the node `self`; `postmaster` is the value of `g_postmaster`.
    public RecipientCheck(
            NodeId self, LocalDomains domains, Users users, Optional<MailAddress> postmaster) {
        this.self = self;
        this.domains = domains;
        this.users = users;
        this.postmaster = postmaster;
    }

    /// {@return the address that `<postmaster>` stands for, if there is one (RFC 5321 4.5.1)}
    public Optional<MailAddress> postmaster() {
        return postmaster;
    }

    /// {@return where mail for this address goes now}
    public Destination of(MailAddress address) {
        return find(address, _ -> true);
    }

    /// {@return where mail from a client at this IP address goes now, which not every user may take
    /// from there}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if that cannot be decided
    public Destination of(MailAddress address, String client) {
        return find(address, account -> users.access().acceptsMail(account, client));
    }

    /// {@return where mail for this user, and nobody else, goes now}
    Destination of(UserId user) {
        return of(users.database().lookupNow(user), _ -> true);
    }

    private Destination find(MailAddress address, Predicate<Account> takesMail) {
        Destination own = lookUp(address, takesMail);
        return own instanceof Destination.UnknownUser
                        && address.localPart().equalsIgnoreCase("postmaster")
                ? postmaster.map(somebody -> lookUp(somebody, takesMail)).orElse(own)
                : own;
    }

    private Destination lookUp(MailAddress address, Predicate<Account> takesMail) {
        if (!domains.contains(address.domain())) {
            return new Destination.NotOurs();
        }
        return of(users.database().lookupNow(address), takesMail);
    }

    private Destination of(LookupResult answer, Predicate<Account> takesMail) {
        return switch (answer) {
            case LookupResult.Found(Account account) ->
                    account.status() == Account.Status.OK && !takesMail.test(account)
                            ? new Destination.Barred(account.user())
                            : of(account);
            case LookupResult.NoSuchUser _ -> new Destination.UnknownUser();
            case LookupResult.Unavailable unavailable ->
                    new Destination.Unavailable(unavailable.detail());
        };
    }

    private Destination of(Account account) {
        return switch (account.status()) {
            case CLOSED -> new Destination.Closed(account.user());
            case OK ->
                    switch (users.owners().of(account)) {
                        case Owner.Node owner ->
                                owner.node().equals(self)
                                        ? new Destination.Local(
                                                account.user(), users.quotas().of(account))
                                        : new Destination.Elsewhere(
                                                account.user(), List.of(owner.node()));
                        case Owner.Shared shared ->
                                new Destination.Elsewhere(account.user(), shared.nodes());
                        case Owner.Undecided undecided ->
                                new Destination.Undecided(account.user(), undecided.why());
                    };
        };
    }
}
