package org.tohost.ldap;

import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;

/// All that the LDAP user database must know: how to reach the directory, how its entries look, and
/// how it tells of changes.
public record LdapSettings(LdapServers servers, LdapEntries entries, LdapPush push) {
    /// {@return the records whose settings this module reads}
    public static List<Class<? extends Record>> records() {
        return List.of(LdapServers.class, LdapEntries.class, LdapPush.class);
    }

    /// {@return what the file says; nothing if a setting is wrong, and then the problems say why}
    public static Optional<LdapSettings> bind(SettingsFile file, Problems problems) {
        Optional<LdapServers> servers = SettingsBinder.bind(LdapServers.class, file, problems);
        Optional<LdapEntries> entries = SettingsBinder.bind(LdapEntries.class, file, problems);
        Optional<LdapPush> push = SettingsBinder.bind(LdapPush.class, file, problems);
        return servers.flatMap(s -> entries.flatMap(e -> push.map(p -> new LdapSettings(s, e, p))));
    }
}
