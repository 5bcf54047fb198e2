package org.tohost.backend.server;

import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.Owners;
import org.tohost.common.domain.NodeId;

/// What the user database says of a user, as seen from this node.
public sealed interface Standing {
    /// This node owns the user, who has this account.
    record Here(NodeId self, Account account) implements Standing {}

    /// Another does.
    record Elsewhere(NodeId owner) implements Standing {}

    /// The account is closed.
    record Closed() implements Standing {}

    /// There is no such user any more.
    record Gone() implements Standing {}

    /// An operator's error in the entry, perhaps while it is being edited.
    record Undecided(String why) implements Standing {}

    /// The database does not answer.
    record Unknown(String detail) implements Standing {}

    /// {@return true if it says whether the user is this node's; else what was known last stands}
    default boolean decides() {
        return switch (this) {
            case Here _, Elsewhere _, Closed(), Gone() -> true;
            case Undecided _, Unknown _ -> false;
        };
    }

    /// {@return where an answer puts the user, as seen from the node `self`}
    static Standing of(LookupResult answer, Owners owners, NodeId self) {
        return switch (answer) {
            case LookupResult.Found(Account account) -> of(account, owners, self);
            case LookupResult.NoSuchUser() -> new Gone();
            case LookupResult.Unavailable(String detail) -> new Unknown(detail);
        };
    }

    private static Standing of(Account account, Owners owners, NodeId self) {
        return switch (account.status()) {
            case CLOSED -> new Closed();
            case OK ->
                    switch (owners.of(account)) {
                        case Owner.Node(NodeId node) ->
                                node.equals(self) ? new Here(self, account) : new Elsewhere(node);
                        case Owner.Shared(var nodes) -> new Elsewhere(nodes.getFirst());
                        case Owner.Undecided(String why) -> new Undecided(why);
                    };
        };
    }
}
