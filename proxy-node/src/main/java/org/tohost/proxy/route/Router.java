package org.tohost.proxy.route;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.Backends;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.proxy.health.BackendHealth;

/// Chooses the back-ends that a session may go to, best first. Any thread.
public final class Router {
    private final Backends backends;
    private final Owners owners;
    private final LocalDomains domains;
    private final BackendHealth health;

    /// A router over the listed back-ends.
    public Router(Backends backends, Owners owners, LocalDomains domains, BackendHealth health) {
        this.backends = backends;
        this.owners = owners;
        this.domains = domains;
        this.health = health;
    }

    /// {@return where this user's session may go: to the owner alone (or to those that share the
    /// user's mail), or, to submit mail, to any back-end, the owner first}
    ///
    /// @throws Failure.Unavailable if nobody can be found, which is an operator's mistake
    public List<Route> forUser(Service service, Account account) {
        List<Route> owner = owner(service, account);
        return service == Service.SUBMISSION ? anyOf(service, owner) : owner;
    }

    /// {@return where mail from other servers may go: to any back-end of ours, by preference the
    /// owner of the recipient, for these hand it on to whoever else gets it. To a server of another
    /// make goes, while none of ours takes it, what is for its own users; and what nobody owns if
    /// there is none of ours}
    ///
    /// @throws Failure.Unavailable if no back-end is known that may take it
    public List<Route> forMail(Optional<Account> recipient) {
        List<Route> owner = recipient.map(this::listedOwner).orElse(List.of());
        List<Route> routes = anyOf(Service.SMTP, owner);
        if (recipient.isPresent() && owner.isEmpty() && !routes.getFirst().address().isOurs()) {
            throw Failure.Unavailable.misconfigured(
                    recipient.get().user() + ": no g_proxy_backend for the owner");
        }
        return routes;
    }

    /// {@return the back-ends that the settings call by their whole names, as far as they have this
    /// service}
    List<Route> named(Service service) {
        SequencedSet<Route> all = new LinkedHashSet<>(routes(service, backends.named()));
        owners.fallback().flatMap(node -> route(service, node)).ifPresent(all::add);
        return all.stream().filter(Route::isServed).toList();
    }

    /// {@return the way to this back-end, if it is listed}
    Optional<Route> route(Service service, NodeId node) {
        return backends.line(node).map(line -> new Route(node, service, line));
    }

    /// Checks that mail for this address is ours.
    ///
    /// @throws Failure.Refused if it is not
    public void requireLocal(MailAddress recipient) {
        if (!domains.contains(recipient.domain())) {
            throw new Failure.Refused(Refusal.RELAY_DENIED, "not local: " + recipient.domain());
        }
    }

    private List<Route> owner(Service service, Account account) {
        return switch (owners.of(account)) {
            case Owner.Undecided(String why) ->
                    throw Failure.Unavailable.misconfigured(account.user() + ": " + why);
            case Owner.Node(NodeId node) ->
                    List.of(
                            route(service, node)
                                    .orElseThrow(() ->
                                            Failure.Unavailable.misconfigured(
                                                    account.user()
                                                            + ": no g_proxy_backend for "
                                                            + node)));
            case Owner.Shared(List<NodeId> nodes) -> healthyFirst(routes(service, nodes));
        };
    }

    /// For mail the owner is only a preference: whoever takes it knows what to do with it.
    private List<Route> listedOwner(Account account) {
        return switch (owners.of(account)) {
            case Owner.Undecided _ -> List.of();
            case Owner.Node(NodeId node) -> mail(List.of(node));
            case Owner.Shared(List<NodeId> nodes) -> mail(nodes);
        };
    }

    private List<Route> mail(List<NodeId> nodes) {
        return routes(Service.SMTP, nodes).stream().filter(Route::isServed).toList();
    }

    private List<Route> routes(Service service, List<NodeId> nodes) {
        return nodes.stream().flatMap(node -> route(service, node).stream()).toList();
    }

    /// {@return true if mail for this account may go to that back-end}
    ///
    /// @throws Failure.Unavailable if nobody can say, which is an operator's mistake
    public boolean owns(NodeId node, Account account) {
        return switch (owners.of(account)) {
            case Owner.Undecided(String why) ->
                    throw Failure.Unavailable.misconfigured(account.user() + ": " + why);
            case Owner.Node(NodeId owner) -> owner.equals(node);
            case Owner.Shared(List<NodeId> nodes) -> nodes.contains(node);
        };
    }

    /// Back-ends of ours hand mail on to any owner; others know only their own users.
    private List<Route> anyOf(Service service, List<Route> preferred) {
        List<Route> served = preferred.stream().filter(Route::isServed).toList();
        if (served.stream().anyMatch(route -> !route.address().isOurs())) {
            return healthyFirst(service == Service.SMTP ? behindOurs(served) : served);
        }
        SequencedSet<Route> all = new LinkedHashSet<>(served);
        all.addAll(named(service));
        if (!preferred.isEmpty() || all.stream().anyMatch(route -> route.address().isOurs())) {
            all.removeIf(route -> !route.address().isOurs());
        }
        if (all.isEmpty()) {
            throw Failure.Unavailable.misconfigured(
                    "no g_proxy_backend names a back-end for " + service.label());
        }
        return healthyFirst(all);
    }

    private List<Route> behindOurs(List<Route> others) {
        return Stream.concat(
                        named(Service.SMTP).stream().filter(route -> route.address().isOurs()),
                        others.stream())
                .toList();
    }

    private List<Route> healthyFirst(Collection<Route> routes) {
        Map<Boolean, List<Route>> byHealth =
                routes.stream()
                        .collect(Collectors.partitioningBy(route -> health.isWell(route.place())));
        return Stream.of(true, false)
                .flatMap(well -> byHealth.getOrDefault(well, List.of()).stream())
                .toList();
    }
}
