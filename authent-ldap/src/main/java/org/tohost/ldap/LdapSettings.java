package org.tohost.ldap;

import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;

/// All that the LDAP user database must know: how to reach the directory, and how its entries look.
public record LdapSettings(LdapServers servers, LdapEntries entries) {
    /// {@return the records whose settings this module reads}
    public static List<Class<? extends Record>> records() {
        return List.of(LdapServers.class, LdapEntries.class);
    }

    /// {@return what the file says; nothing if a setting is wrong, and then the problems say why}
    public static Optional<LdapSettings> bind(SettingsFile file, Problems problems) {
        Optional<LdapServers> servers = SettingsBinder.bind(LdapServers.class, file, problems);
        Optional<LdapEntries> entries = SettingsBinder.bind(LdapEntries.class, file, problems);
        return servers.flatMap(s -> entries.map(e -> new LdapSettings(s, e)));
    }
}
