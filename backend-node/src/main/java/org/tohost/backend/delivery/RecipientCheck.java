package org.tohost.backend.delivery;

import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;

/// Finds out where mail for an address goes: is the domain ours, is there such a user, who owns it.
/// Any thread; blocking.
///
/// Asks the user database each time, past its caches. A message that is accepted for a mailbox of
/// this node lies there from then on, so a user who has just moved must not be taken for one of
/// ours; and a moment ago unknown is no reason to refuse for good.
public final class RecipientCheck {
    private final NodeId self;
    private final LocalDomains domains;
    private final UserDatabase users;
    private final Owners owners;
    private final Optional<MailAddress> postmaster;

    /// A check as seen from the node `self`; `postmaster` is the value of `g_postmaster`.
    public RecipientCheck(
            NodeId self,
            LocalDomains domains,
            UserDatabase users,
            Owners owners,
            Optional<MailAddress> postmaster) {
        this.self = self;
        this.domains = domains;
        this.users = users;
        this.owners = owners;
        this.postmaster = postmaster;
    }

    /// {@return the address that `<postmaster>` stands for, if there is one (RFC 5321 4.5.1)}
    public Optional<MailAddress> postmaster() {
        return postmaster;
    }

    /// {@return where mail for this address goes now}
    public Destination of(MailAddress address) {
        Destination own = find(address);
        return own instanceof Destination.UnknownUser
                        && address.localPart().equalsIgnoreCase("postmaster")
                ? postmaster.map(this::find).orElse(own)
                : own;
    }

    private Destination find(MailAddress address) {
        if (!domains.contains(address.domain())) {
            return new Destination.NotOurs();
        }
        return switch (users.lookupNow(address)) {
            case LookupResult.Found found -> of(found.account());
            case LookupResult.NoSuchUser _ -> new Destination.UnknownUser();
            case LookupResult.Unavailable unavailable ->
                    new Destination.Unavailable(unavailable.detail());
        };
    }

    private Destination of(Account account) {
        return switch (account.status()) {
            case CLOSED -> new Destination.Closed(account.user());
            case OK ->
                    switch (owners.of(account)) {
                        case Owner.Node owner ->
                                owner.node().equals(self)
                                        ? new Destination.Local(account.user())
                                        : new Destination.Elsewhere(account.user(), owner.node());
                        case Owner.Shared shared ->
                                new Destination.Elsewhere(
                                        account.user(), shared.nodes().getFirst());
                        case Owner.Undecided undecided ->
                                new Destination.Undecided(account.user(), undecided.why());
                    };
        };
    }
}
