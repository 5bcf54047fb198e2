package org.tohost.common.config;

import java.nio.file.Path;
import java.util.Optional;

/// The certificate that clients see.
@Group("TLS")
public record TlsSettings(
        @Setting(
                        name = "g_tls_cert_file",
                        doc =
                                "The certificate for clients with its chain, PEM. Needed by each port with `tls=\"starttls\"` or `tls=\"implicit\"` that serves clients.")
                Optional<Path> certificate,
        @Setting(
                        name = "g_tls_key_file",
                        doc = "The private key of that certificate, PEM (PKCS#8).")
                Optional<Path> key) {}
