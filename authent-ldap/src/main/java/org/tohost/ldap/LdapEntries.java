package org.tohost.ldap;

import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// What stands where in users' entries.
@Group(
        value = "LDAP: the entries",
        doc =
                "Which attributes of an entry are meant. All but the first may be set to \"\", and"
                        + " are then not read.")
public record LdapEntries(
        @Setting(
                        name = "g_ldap_attr_user",
                        def = "mail",
                        doc =
                                "The attribute whose one value is the user's name in the cluster,"
                                        + " `local@domain`.")
                AttributeName attrUser,
        @Setting(
                        name = "g_ldap_attr_tohost",
                        def = "tohost",
                        doc =
                                "The attribute with the name of the back-end that owns the user. A"
                                        + " number in front, as in `2 be2.example.net`, puts"
                                        + " several values in order and is no part of the name.")
                Optional<AttributeName> attrTohost,
        @Setting(
                        name = "g_ldap_attr_status",
                        def = "mailStatus",
                        doc =
                                "The attribute with the account's status. An account without one"
                                        + " is open.")
                Optional<AttributeName> attrStatus,
        @Setting(
                        name = "g_ldap_status_good",
                        def = "ok, good, active, paydue",
                        doc =
                                "The values of the status that leave the account open; any other"
                                        + " closes it. `*` is any value, and `!` in front of a"
                                        + " value takes it out again: `\"*, !locked, !closed\"`.")
                GoodStatus goodStatus,
        @Setting(
                        name = "g_ldap_attr_quota",
                        def = "mailQuota",
                        doc =
                                "The attribute with the limit for the user's mailboxes: a number,"
                                        + " or a size such as `2GiB`. 0, no value, or one that"
                                        + " cannot be read (which is logged): no limit.")
                Optional<AttributeName> attrQuota,
        @Setting(
                        name = "g_ldap_quota_unit",
                        def = "1B",
                        doc = "What a quota without a unit counts.")
                ByteSize quotaUnit,
        @Setting(
                        name = "g_ldap_attr_access",
                        def = "mailAccess",
                        doc = "The attribute with the names of the user's access groups.")
                Optional<AttributeName> attrAccess,
        @Setting(
                        name = "g_ldap_attr_forward",
                        def = "mailForward",
                        doc = "The attribute with the addresses that the user's mail goes on to.")
                Optional<AttributeName> attrForward,
        @Setting(
                        name = "g_ldap_attr_auth_password",
                        def = "authPassword",
                        doc =
                                "The attribute with SCRAM verifiers (RFC 5803), if the service"
                                        + " account may read them.")
                Optional<AttributeName> attrAuthPassword) {
    /// Checks the unit.
    ///
    /// @throws Failure.Syntax if it is nothing
    public LdapEntries {
        if (quotaUnit.octets() == 0) {
            throw new Failure.Syntax("g_ldap_quota_unit cannot be 0");
        }
    }

    /// {@return the attributes that a search asks for}
    String[] attributes() {
        return Stream.of(
                        Optional.of(attrUser),
                        attrTohost,
                        attrStatus,
                        attrQuota,
                        attrAccess,
                        attrForward,
                        attrAuthPassword)
                .flatMap(Optional::stream)
                .map(AttributeName::text)
                .distinct()
                .toArray(String[]::new);
    }
}
