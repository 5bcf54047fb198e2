package org.tohost.common.config;

import java.nio.file.Path;
import java.util.List;
import org.tohost.common.failure.Failure;

/// The certificates that clients see.
@Group("TLS")
public record TlsSettings(
        @Setting(
                        name = "g_tls_cert_file",
                        doc =
                                "A certificate for clients with its chain, PEM. Needed by each port with"
                                        + " `tls=\"starttls\"` or `tls=\"implicit\"` that serves clients."
                                        + " Repeatable: a client that asks for a host by name sees a"
                                        + " certificate that names it, all others one like the first. Of"
                                        + " two for the same names, ECDSA and RSA, those clients see RSA"
                                        + " that cannot do ECDSA.")
                List<Path> certificates,
        @Setting(
                        name = "g_tls_key_file",
                        doc =
                                "The private key of that certificate, PEM (PKCS#8). One for each"
                                        + " `g_tls_cert_file`, in the same order.")
                List<Path> keys) {
    /// Copies the lists.
    ///
    /// @throws Failure.Syntax if there are more of one than of the other
    public TlsSettings {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
        if (certificates.size() != keys.size()) {
            throw new Failure.Syntax(
                    "there must be a g_tls_key_file for each g_tls_cert_file, in the same order");
        }
    }
}
