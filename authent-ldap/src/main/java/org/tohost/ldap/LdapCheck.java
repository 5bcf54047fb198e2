package org.tohost.ldap;

import java.util.Optional;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How passwords are tested.
@Group(value = "LDAP: passwords", doc = "How the password of a login is tested.")
public record LdapCheck(
        @Setting(
                        name = "g_ldap_check",
                        def = "search",
                        doc =
                                "`search`: find the entry, then bind as it. `direct`: bind as"
                                        + " `g_ldap_check_dn`, then read the entry with the user's"
                                        + " own rights; needs no service account, but without one"
                                        + " it must be the last of several `g_authent`."
                                        + " `compare`: find the entry, and compare with the"
                                        + " password that the service account reads there.")
                CheckMode mode,
        @Setting(
                        name = "g_ldap_check_dn",
                        doc =
                                "What `direct` binds as: a DN such as"
                                        + " `uid=%n,ou=people,dc=example,dc=net`, or, with Active"
                                        + " Directory, a name such as `%u`. Words as in"
                                        + " `g_ldap_filter`; a login without a word's part is"
                                        + " nobody's.")
                Optional<BindName> checkDn,
        @Setting(
                        name = "g_ldap_attr_password",
                        def = "userPassword",
                        doc =
                                "The attribute that `compare` reads passwords from, besides"
                                        + " `g_ldap_attr_auth_password`.")
                AttributeName attrPassword,
        @Setting(
                        name = "g_ldap_unknown_dn",
                        doc =
                                "The DN that is bound to, or read, when a user is unknown, so that"
                                        + " the time does not tell. If password hashes are"
                                        + " expensive, create it with a random password."
                                        + " Default: `cn=unknown` below `g_ldap_base`.")
                Optional<DistinguishedName> unknownDn) {
    /// Checks how the settings go together.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public LdapCheck {
        if (mode == CheckMode.DIRECT && checkDn.isEmpty()) {
            throw new Failure.Syntax("g_ldap_check \"direct\" needs g_ldap_check_dn");
        }
    }
}
