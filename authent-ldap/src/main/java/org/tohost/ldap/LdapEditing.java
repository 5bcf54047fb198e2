package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// How operators' commands write entries.
@Group(
        value = "LDAP: editing",
        doc =
                "For `tohost user`, and for `set` and `del` of the authent server. The service"
                        + " account needs the right to write.")
public record LdapEditing(
        @Setting(
                        name = "g_ldap_new_dn",
                        doc =
                                "Where new users stand: `uid=%n,ou=people,dc=example,dc=net`, with"
                                        + " words as in `g_ldap_filter`. Without it none are"
                                        + " added.")
                Optional<DnTemplate> newDn,
        @Setting(
                        name = "g_ldap_new_objectclass",
                        def = "inetOrgPerson, tohostMailUser",
                        doc = "The object classes of new users.")
                String newObjectClass,
        @Setting(
                        name = "g_ldap_attr_alias",
                        def = "mailAlternateAddress",
                        doc = "The attribute that `alias` is written to.")
                Optional<AttributeName> attrAlias,
        @Setting(
                        name = "g_ldap_attr_full_name",
                        def = "cn",
                        doc = "The attribute that `full_name` is written to.")
                Optional<AttributeName> attrFullName) {

    /// {@return the names of the object classes}
    List<String> objectClasses() {
        return Stream.of(newObjectClass.split(",")).map(String::strip).toList();
    }

    /// {@return where the user is to stand}
    ///
    /// @throws Failure.Unavailable if no setting says it
    DN placeOf(UserId user) {
        DnTemplate template =
                newDn.orElseThrow(() ->
                        Failure.Unavailable.misconfigured(
                                "g_ldap_new_dn must say where new users stand"));
        return template.dn(SearchName.of(MailAddress.parse(user.name())))
                .orElseThrow(() -> new Failure.Syntax(user + " does not fit g_ldap_new_dn"));
    }
}
