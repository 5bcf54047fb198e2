package org.tohost.deploy.process;

import java.util.List;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;

/// Where the users are.
@Group(value = "Users", doc = "Where the users are looked up. Alike on all nodes.")
public record AuthentSettings(
        @Setting(
                        name = "g_authent",
                        doc =
                                "A user database: `ldap`. Repeatable: they are asked in this order,"
                                        + " until one knows the user; one that does not answer"
                                        + " stops the search with a temporary error.")
                List<Source> sources) {
    /// Copies the list.
    public AuthentSettings {
        sources = List.copyOf(sources);
    }
}
