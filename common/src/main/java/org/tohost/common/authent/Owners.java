package org.tohost.common.authent;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// Which back-end node owns a user. Both tiers decide it here, from the same words.
///
/// @param fallback the owner of users without `tohost`: the value of `g_proxy_default`
/// @param shared which hosts are servers of another make that share their mail with others
public record Owners(Optional<NodeId> fallback, Predicate<NodeId> shared) {
    /// {@return the owner of the account}
    public Owner of(Account account) {
        try {
            List<NodeId> hosts = account.tohost().stream().map(NodeId::new).toList();
            return switch (hosts.size()) {
                case 0 ->
                        fallback.<Owner>map(Owner.Node::new)
                                .orElseGet(() ->
                                        new Owner.Undecided("no tohost and no g_proxy_default"));
                case 1 -> new Owner.Node(hosts.getFirst());
                default -> oneOf(hosts);
            };
        } catch (Failure.Syntax e) {
            return new Owner.Undecided("tohost is not a host name");
        }
    }

    private Owner oneOf(List<NodeId> hosts) {
        return hosts.stream().allMatch(shared)
                ? new Owner.Shared(hosts)
                : new Owner.Undecided(
                        hosts.size()
                                + " values of tohost; one is allowed, or several if all are"
                                + " g_proxy_backend hosts with shared=\"true\"");
    }
}
