package org.tohost.common.tell;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.PemFiles;

/// `reload_certificates`: for certificates that were renewed in the files that the settings name.
///
/// @param files the certificates
/// @param reload what takes them into use
public record ReloadCertificates(List<Path> files, Reload reload) implements TellCommand {
    /// Copies the list.
    public ReloadCertificates {
        files = List.copyOf(files);
    }

    /// {@return the command of a node with these settings}
    public static ReloadCertificates of(ClusterSettings cluster, TlsSettings tls, Reload reload) {
        List<Path> files = new ArrayList<>();
        cluster.certFile().filter(_ -> !cluster.noSsl()).ifPresent(files::add);
        files.addAll(tls.certificates());
        return new ReloadCertificates(files.stream().distinct().toList(), reload);
    }

    /// What a node does with them.
    @FunctionalInterface
    public interface Reload {
        /// Reads certificates, keys and authorities again and shows them from now on; connections
        /// that are open go on.
        ///
        /// @throws IOException naming a file that cannot be used; nothing has changed then
        void run() throws IOException;
    }

    @Override
    public String name() {
        return "reload_certificates";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String help() {
        return "Reads certificates and keys again, for connections that begin from now on.";
    }

    @Override
    public Told run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new Failure.Syntax("no arguments");
        }
        if (files.isEmpty()) {
            return Told.of("certificates", "none by the settings");
        }
        try {
            List<Told.Fact> facts = new ArrayList<>();
            for (Path file : files) {
                X509Certificate first = PemFiles.certificates(file).getFirst();
                facts.add(new Told.Fact(file.toString(), words(first)));
            }
            reload.run();
            return new Told(facts);
        } catch (IOException e) {
            throw new Failure.Unavailable(e.getMessage() + "; the old certificates stay in use");
        }
    }

    private static String words(X509Certificate certificate) {
        return "%s, good until %s"
                .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant());
    }
}
