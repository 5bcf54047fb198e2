package org.tohost.common.authent;

import java.util.List;
import org.tohost.common.domain.NodeId;

/// Who owns a user, as [Owners] decides it.
public sealed interface Owner {
    /// This node, named by `tohost` or by `g_proxy_default`.
    record Node(NodeId node) implements Owner {}

    /// Servers of another make that share their mail: any of them will do, the first is preferred.
    record Shared(List<NodeId> nodes) implements Owner {
        /// Copies the list, which is not empty.
        public Shared {
            nodes = List.copyOf(nodes);
        }
    }

    /// An operator's error: no `tohost` and no default, several values, or a value that is no host
    /// name.
    record Undecided(String why) implements Owner {}
}
