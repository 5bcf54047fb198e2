package org.tohost.deploy.process;

import java.util.List;
import java.util.Set;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Where the users are.
@Group(value = "Users", doc = "Where the users are looked up. Alike on all nodes.")
public record AuthentSettings(
        @Setting(
                        name = "g_authent",
                        doc =
                                "A user database: `ldap`, `file`, `process` or `tcp`. Repeatable: they are asked"
                                        + " in this order, until one knows the user; one that"
                                        + " does not answer stops the search with a temporary"
                                        + " error. Without this setting: `process` if"
                                        + " `g_authent_process` is set, `ldap` if `g_ldap_url` is,"
                                        + " else `file`.")
                List<Source> sources) {
    /// Copies the list.
    ///
    /// @throws Failure.Syntax if one is named twice
    public AuthentSettings {
        sources = List.copyOf(sources);
        if (Set.copyOf(sources).size() < sources.size()) {
            throw new Failure.Syntax("g_authent names one user database twice");
        }
    }
}
