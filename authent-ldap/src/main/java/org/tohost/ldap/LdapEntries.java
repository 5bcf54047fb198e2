package org.tohost.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tohost.common.authent.Account;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// How users' entries look and are found.
@Group(value = "LDAP: the entries", doc = "How users stand in the directory.")
public record LdapEntries(
        @Setting(
                        name = "g_ldap_base",
                        doc = "The DN below which all users are: `ou=people,dc=example,dc=net`.")
                DistinguishedName base,
        @Setting(
                        name = "g_ldap_filter",
                        def = "(mail=%u)",
                        doc =
                                "The search filter (RFC 4515) that finds one user. In equality"
                                        + " matches, `%u` stands for the name as given, `%n` for"
                                        + " the part before the `@`, `%d` for the domain.")
                FilterTemplate filter,
        @Setting(
                        name = "g_ldap_attr_user",
                        def = "mail",
                        doc =
                                "The attribute whose one value is the user's name in the cluster,"
                                        + " `local@domain`.")
                String attrUser,
        @Setting(
                        name = "g_ldap_attr_tohost",
                        def = "tohost",
                        doc = "The attribute with the name of the back-end that owns the user.")
                String attrTohost,
        @Setting(
                        name = "g_ldap_attr_status",
                        def = "mailStatus",
                        doc =
                                "The attribute with the account's status. `ok`, `good`, `active`,"
                                        + " `paydue` and no value are good, any other value closes"
                                        + " the account.")
                String attrStatus,
        @Setting(
                        name = "g_ldap_unknown_dn",
                        doc =
                                "The DN that is bound to when a user is unknown, so that the time"
                                        + " does not tell. If password hashes are expensive, create"
                                        + " it with a random password. Default: `cn=unknown` below"
                                        + " `g_ldap_base`.")
                Optional<DistinguishedName> unknownDn) {
    private static final Set<String> GOOD = Set.of("ok", "good", "active", "paydue");

    /// {@return what to bind as if a user is unknown}
    DistinguishedName unknown() {
        return unknownDn.orElseGet(() -> new DistinguishedName("cn=unknown," + base));
    }

    /// {@return the attributes that a search asks for}
    String[] attributes() {
        return new String[] {attrUser, attrTohost, attrStatus};
    }

    /// {@return the account that the entry describes}
    ///
    /// @throws Failure.Syntax if it does not have exactly one user name, or none that can be one
    Account account(Entry entry) {
        List<String> names = values(entry, attrUser);
        if (names.size() != 1) {
            throw new Failure.Syntax(names.size() + " values of " + attrUser + ", one is needed");
        }
        UserId user = UserId.of(MailAddress.parse(names.getFirst()));
        List<String> status = values(entry, attrStatus);
        boolean good = status.stream().allMatch(s -> GOOD.contains(s.toLowerCase(Locale.ROOT)));
        return new Account(
                user, values(entry, attrTohost), good ? Account.Status.OK : Account.Status.CLOSED);
    }

    private static List<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }
}
