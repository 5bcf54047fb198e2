package org.tohost.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Group;
import org.tohost.common.config.SecretFile;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// How to reach the directory.
@Group(value = "LDAP: the servers", doc = "How the nodes reach the directory of users.")
public record LdapServers(
        @Setting(
                        name = "g_ldap_url",
                        doc =
                                "An LDAP server, `ldap://host:port` or `ldaps://host:port`. All of"
                                        + " them hold the same entries.")
                List<LdapUrl> urls,
        @Setting(
                        name = "g_ldap_balance",
                        def = "failover",
                        doc =
                                "Which server a new connection goes to, of several that answer:"
                                        + " `failover` the first, `roundrobin` each in its turn,"
                                        + " `fewest` the one with the fewest connections of this"
                                        + " node.")
                Balance balance,
        @Setting(
                        name = "g_ldap_bind_dn",
                        doc = "The DN that searches are made with. Empty: anonymous searches.")
                Optional<DistinguishedName> bindDn,
        @Setting(
                        name = "g_ldap_bind_password_file",
                        doc = "The file with the password of `g_ldap_bind_dn`.")
                Optional<SecretFile> bindPassword,
        @Setting(
                        name = "g_ldap_starttls",
                        def = "false",
                        doc = "Whether connections to `ldap://` servers are secured by StartTLS.")
                boolean startTls,
        @Setting(
                        name = "g_ldap_ca_file",
                        doc =
                                "PEM file with the certificates that servers' certificates may be"
                                        + " signed by. Without it: those that the Java"
                                        + " runtime trusts.")
                Optional<Path> caFile,
        @Setting(
                        name = "g_ldap_timeout",
                        def = "5s",
                        doc =
                                "The longest time for one look-up or password check as a whole."
                                        + " What takes longer counts as an outage.")
                Duration timeout,
        @Setting(
                        name = "g_ldap_pool_size",
                        def = "8",
                        doc =
                                "The most connections for searches, and again for password checks."
                                        + " While the directory does not answer there is one more,"
                                        + " to see when it is back.")
                int poolSize,
        @Setting(
                        name = "g_ldap_max_age",
                        def = "10m",
                        doc =
                                "The longest time that one connection is used. New ones spread over"
                                        + " the servers again, and go back to the first by"
                                        + " `failover`.")
                Duration maxAge) {

    /// Checks how the settings go together.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public LdapServers {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new Failure.Syntax("g_ldap_url must be set");
        }
        if (bindDn.isPresent() && bindPassword.isEmpty()) {
            throw new Failure.Syntax("g_ldap_bind_dn needs g_ldap_bind_password_file");
        }
        if (poolSize < 1 || poolSize > 1000) {
            throw new Failure.Syntax("g_ldap_pool_size goes from 1 to 1000");
        }
        if (!timeout.isPositive() || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new Failure.Syntax("g_ldap_timeout goes up to 5 minutes");
        }
        if (maxAge.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new Failure.Syntax("g_ldap_max_age is at least a second");
        }
    }

    /// How long to wait for one answer of one server: of several, so long that a call can lose a
    /// connection to one that has gone silent, ask it in vain for another, and still try the next.
    Duration patience() {
        return urls.size() == 1 ? timeout : timeout.dividedBy(urls.size() + 2L).plusMillis(1);
    }

    /// {@return the password of `g_ldap_bind_dn`}
    Secret password() {
        return bindPassword.map(SecretFile::secret).orElseGet(() -> Secret.of(""));
    }
}
