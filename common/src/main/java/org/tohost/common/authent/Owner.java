package org.tohost.common.authent;

import java.util.Optional;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// Which back-end node owns a user. Both tiers decide it here, from the same words.
public sealed interface Owner {
    /// This node, named by `tohost` or by `g_proxy_default`.
    record Node(NodeId node) implements Owner {}

    /// An operator's error: no `tohost` and no default, several values, or a value that is no host
    /// name.
    record Undecided(String why) implements Owner {}

    /// {@return the owner of the account, `fallback` being the value of `g_proxy_default`}
    static Owner of(Account account, Optional<NodeId> fallback) {
        return switch (account.tohost().size()) {
            case 0 ->
                    fallback.<Owner>map(Node::new)
                            .orElseGet(() -> new Undecided("no tohost and no g_proxy_default"));
            case 1 -> parse(account.tohost().getFirst());
            default -> new Undecided(account.tohost().size() + " values of tohost, one is allowed");
        };
    }

    private static Owner parse(String value) {
        try {
            return new Node(new NodeId(value));
        } catch (Failure.Syntax e) {
            return new Undecided("tohost is not a host name");
        }
    }
}
