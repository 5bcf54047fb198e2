package org.tohost.proxy.route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Owner;
import org.tohost.common.config.Backends;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Chooses the back-ends that a session may go to, best first. Any thread.
public final class Router {
    private final Backends backends;
    private final Optional<NodeId> fallback;
    private final LocalDomains domains;
    private final BackendHealth health;

    /// A router over the listed back-ends; users without `tohost` belong to `fallback`.
    public Router(
            Backends backends,
            Optional<NodeId> fallback,
            LocalDomains domains,
            BackendHealth health) {
        this.backends = backends;
        this.fallback = fallback;
        this.domains = domains;
        this.health = health;
    }

    /// {@return where this user's session may go: to the owner alone, or, to submit mail, to any
    /// back-end, the owner first}
    ///
    /// @throws Failure.Unavailable if nobody can be found, which is an operator's mistake
    public List<Route> forUser(Service service, Account account) {
        Route owner = owner(service, account);
        return service == Service.SUBMISSION ? anyOf(service, Optional.of(owner)) : List.of(owner);
    }

    /// {@return where mail from other servers may go: to any back-end, by preference the owner of
    /// the recipient}
    ///
    /// @throws Failure.Unavailable if no back-end is known
    public List<Route> forMail(Optional<Account> recipient) {
        return anyOf(Service.SMTP, recipient.flatMap(this::listedOwner));
    }

    /// Checks that mail for this address is ours.
    ///
    /// @throws Failure.Refused if it is not
    public void requireLocal(MailAddress recipient) {
        if (!domains.contains(recipient.domain())) {
            throw new Failure.Refused(Refusal.RELAY_DENIED, "not local: " + recipient.domain());
        }
    }

    private Route owner(Service service, Account account) {
        return switch (Owner.of(account, fallback)) {
            case Owner.Undecided(String why) ->
                    throw Failure.Unavailable.misconfigured(account.user() + ": " + why);
            case Owner.Node(NodeId node) ->
                    route(service, node)
                            .orElseThrow(() ->
                                    Failure.Unavailable.misconfigured(
                                            account.user() + ": no g_proxy_backend for " + node));
        };
    }

    /// For mail the owner is only a preference: whoever takes it knows what to do with it.
    private Optional<Route> listedOwner(Account account) {
        return switch (Owner.of(account, fallback)) {
            case Owner.Undecided _ -> Optional.empty();
            case Owner.Node(NodeId node) -> route(Service.SMTP, node);
        };
    }

    private Optional<Route> route(Service service, NodeId node) {
        return backends.find(node, service).map(endpoint -> new Route(node, endpoint));
    }

    private List<Route> anyOf(Service service, Optional<Route> preferred) {
        SequencedSet<Route> all = new LinkedHashSet<>();
        preferred.ifPresent(all::add);
        backends.named().forEach(node -> route(service, node).ifPresent(all::add));
        fallback.flatMap(node -> route(service, node)).ifPresent(all::add);
        if (all.isEmpty()) {
            throw Failure.Unavailable.misconfigured("no g_proxy_backend names a back-end");
        }
        List<Route> healthyFirst = new ArrayList<>(all);
        healthyFirst.removeIf(route -> !health.isHealthy(route.node()));
        all.removeAll(healthyFirst);
        healthyFirst.addAll(all);
        return List.copyOf(healthyFirst);
    }
}
