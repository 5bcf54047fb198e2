package org.tohost.common.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/// A PEM file with certificates of authorities, and those that were read from there, at least one.
public record AuthorityFile(Path path, List<X509Certificate> certificates) {
    /// Copies the list.
    public AuthorityFile {
        certificates = List.copyOf(certificates);
    }
}
