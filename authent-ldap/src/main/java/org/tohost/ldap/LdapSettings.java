package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;

/// All that the LDAP user database must know: how to reach the directory, how users are found, how
/// their entries look, how passwords are tested, and how the directory tells of changes.
public record LdapSettings(
        LdapServers servers,
        LdapLookup lookup,
        LdapEntries entries,
        LdapCheck check,
        LdapPush push,
        LdapEditing editing) {
    /// {@return the records whose settings this module reads}
    public static List<Class<? extends Record>> records() {
        return List.of(
                LdapServers.class,
                LdapLookup.class,
                LdapEntries.class,
                LdapCheck.class,
                LdapPush.class,
                LdapEditing.class);
    }

    /// {@return what the file says; nothing if a setting is wrong, and then the problems say why}
    public static Optional<LdapSettings> bind(SettingsFile file, Problems problems) {
        Optional<LdapServers> servers = SettingsBinder.bind(LdapServers.class, file, problems);
        Optional<LdapLookup> lookup = SettingsBinder.bind(LdapLookup.class, file, problems);
        Optional<LdapEntries> entries = SettingsBinder.bind(LdapEntries.class, file, problems);
        Optional<LdapCheck> check = SettingsBinder.bind(LdapCheck.class, file, problems);
        Optional<LdapPush> push = SettingsBinder.bind(LdapPush.class, file, problems);
        Optional<LdapEditing> editing = SettingsBinder.bind(LdapEditing.class, file, problems);
        boolean whole =
                Stream.of(servers, lookup, entries, check, push, editing)
                        .allMatch(Optional::isPresent);
        return whole
                ? Optional.of(
                        new LdapSettings(
                                servers.get(),
                                lookup.get(),
                                entries.get(),
                                check.get(),
                                push.get(),
                                editing.get()))
                : Optional.empty();
    }

    /// {@return what to bind to as if a user is unknown}
    String unknown() {
        return check.unknownDn()
                .map(DistinguishedName::text)
                .orElseGet(
                        () -> new DN(new RDN("cn", "unknown"), lookup.base().fixed()).toString());
    }

    /// {@return the attributes that a user's password is stored in}
    List<AttributeName> passwordAttributes() {
        return Stream.concat(Stream.of(check.attrPassword()), entries.attrAuthPassword().stream())
                .distinct()
                .toList();
    }
}
