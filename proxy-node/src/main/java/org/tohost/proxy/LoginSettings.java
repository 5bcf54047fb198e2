package org.tohost.proxy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.CertificateName;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.MechanismList;

/// How users prove to a proxy who they are.
@Group(value = "Proxy logins", doc = "How users prove to a proxy who they are.")
public record LoginSettings(
        @Setting(
                        name = "g_proxy_mechanisms",
                        def = "PLAIN, LOGIN",
                        doc =
                                "The SASL mechanisms that clients are offered, with commas between, in the"
                                        + " order of preference: PLAIN, LOGIN, SCRAM-SHA-256,"
                                        + " SCRAM-SHA-256-PLUS, EXTERNAL, OAUTHBEARER, XOAUTH2. Each is"
                                        + " offered only where it is possible. Without PLAIN and LOGIN,"
                                        + " IMAP's LOGIN and POP3's USER and PASS are refused, too.")
                MechanismList mechanisms,
        @Setting(
                        name = "g_proxy_scram_iterations",
                        def = "100000",
                        doc =
                                "The iterations of the SCRAM verifiers of this site. Users who have no"
                                        + " verifier, and names that nobody has, are answered with as many,"
                                        + " so that nobody can tell them from others.")
                int scramIterations,
        @Setting(
                        name = "g_tls_client_ca_file",
                        doc =
                                "Certificates, PEM, of the authorities whose users may log in by EXTERNAL."
                                        + " Clients are asked for a certificate then, and need none.")
                Optional<Path> clientAuthorities,
        @Setting(
                        name = "g_tls_client_name",
                        def = "san",
                        doc =
                                "Where the login name stands in the certificate of a client. `san`: as an"
                                        + " address in `subjectAltName`; `cn`, `email`: there, else in the"
                                        + " common name or the address of the subject.")
                CertificateName clientName) {
    /// Checks what the mechanisms need.
    ///
    /// @throws Failure.Syntax if that is missing, or the iterations do not go from 1 to 10,000,000
    public LoginSettings {
        if (scramIterations < 1 || scramIterations > 10_000_000) {
            throw new Failure.Syntax("g_proxy_scram_iterations goes from 1 to 10000000");
        }
        if (mechanisms.mechanisms().contains(Mechanism.EXTERNAL) && clientAuthorities.isEmpty()) {
            throw new Failure.Syntax("EXTERNAL in g_proxy_mechanisms needs g_tls_client_ca_file");
        }
    }

    /// {@return true if clients may log in by tokens}
    public boolean takesTokens() {
        return mechanisms.mechanisms().stream().anyMatch(Mechanism::sendsToken);
    }

    /// {@return the names of the mechanisms that bring no password}
    public List<String> passwordless() {
        return mechanisms.mechanisms().stream()
                .filter(mechanism -> !mechanism.sendsPassword())
                .map(Mechanism::label)
                .toList();
    }
}
