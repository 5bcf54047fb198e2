package org.tohost.deploy.process;

import java.io.IOException;
import java.nio.file.Path;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.tls.ClusterIdentity;
import org.tohost.common.tls.PemFiles;
import org.tohost.common.tls.TlsIdentity;

/// Opens the files with keys and certificates that a node needs at its start, and notes those that
/// it cannot use at the setting that names them.
record KeyFiles(SettingsFile file, Problems problems) {
    /// Something that fails if a file cannot be used; the message names the file.
    interface Opening {
        /// Opens it.
        Object open() throws IOException;
    }

    void cluster(ClusterSettings settings) {
        if (!settings.noSsl()) {
            Path certificate = settings.certFile().orElseThrow();
            Path key = settings.keyFile().orElseThrow().path();
            Path authority = settings.caFile().orElseThrow();
            boolean trust = usable("g_cluster_ca_file", () -> PemFiles.certificates(authority));
            boolean shown = usable("g_cluster_cert_file", () -> PemFiles.certificates(certificate));
            boolean proven = usable("g_cluster_key_file", () -> PemFiles.privateKey(key));
            if (trust && shown && proven) {
                usable(
                        "g_cluster_cert_file",
                        () -> ClusterIdentity.load(certificate, key, authority));
            }
        }
    }

    void clients(TlsSettings settings) {
        for (int i = 0; i < settings.certificates().size(); i++) {
            clients(settings.certificates().get(i), settings.keys().get(i));
        }
    }

    private void clients(Path certificate, Path key) {
        boolean shown = usable("g_tls_cert_file", () -> PemFiles.certificates(certificate));
        boolean proven = usable("g_tls_key_file", () -> PemFiles.privateKey(key));
        if (shown && proven) {
            usable("g_tls_key_file", () -> TlsIdentity.load(certificate, key));
        }
    }

    /// The authorities of users who log in by certificates.
    void users(Path authorities) {
        usable("g_tls_client_ca_file", () -> PemFiles.certificates(authorities));
    }

    /// Tries the opening of a file that this setting names.
    ///
    /// @return false if it failed; it has been noted then
    boolean usable(String setting, Opening opening) {
        try {
            Object _ = opening.open();
            return true;
        } catch (IOException e) {
            problems.add(file.placeOf(setting), setting, String.valueOf(e.getMessage()));
            return false;
        }
    }
}
