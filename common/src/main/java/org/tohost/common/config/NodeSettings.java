package org.tohost.common.config;

import java.nio.file.Path;
import org.tohost.common.domain.NodeId;

/// What every node needs to know of itself.
@Group(value = "Node", doc = "What this node is.")
public record NodeSettings(
        @Setting(
                        name = "g_roles",
                        doc = "What this node does: `proxy`, `backend`, or both, with a comma.")
                Roles roles,
        @Setting(
                        name = "g_node_name",
                        doc =
                                "The name of this node, unique in the cluster; for a back-end the name"
                                        + " that stands in `tohost`. Its cluster certificate is made"
                                        + " out to it.")
                NodeId name,
        @Setting(
                        name = "g_home",
                        def = "/var/lib/tohost",
                        doc =
                                "The folder for all that the node keeps. It belongs to one node alone.")
                Path home,
        @Setting(
                        name = "g_admin_listen",
                        def = "127.0.0.1:9025",
                        doc =
                                "Where `/health`, `/ready` and `/metrics` are served, without"
                                        + " password: keep it private.")
                Endpoint adminListen) {}
