package org.tohost.common.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// How the nodes know and trust each other. Where the back-ends are is in [Backends].
@Group(
        value = "Cluster",
        doc = "How the nodes trust each other. Alike on all nodes, but for the certificates.")
public record ClusterSettings(
        @Setting(
                        name = "g_cluster_ca_file",
                        doc = "PEM file with the certificate of the cluster's own authority.")
                Optional<Path> caFile,
        @Setting(
                        name = "g_cluster_cert_file",
                        doc = "PEM file with this node's certificate, issued by that authority.")
                Optional<Path> certFile,
        @Setting(
                        name = "g_cluster_key_file",
                        doc = "PEM file with the key of that certificate; not readable for others.")
                Optional<SecretFile> keyFile,
        @Setting(
                        name = "g_cluster_secret_file",
                        doc =
                                "A file with a secret of 32 octets or more that all nodes share, not"
                                        + " readable for others. Repeatable: the first signs, all"
                                        + " are accepted, so that it can be changed node by node.")
                List<SecretFile> secretFiles,
        @Setting(
                        name = "g_cluster_nossl",
                        def = "false",
                        doc =
                                "Whether the nodes talk in clear text, which only a private network"
                                        + " may do. Certificates are not needed then.")
                boolean noSsl,
        @Setting(
                        name = "g_cluster_allow",
                        doc =
                                "With `g_cluster_nossl`: the addresses of the other nodes, as a match"
                                        + " list.")
                MatchList allow,
        @Setting(
                        name = "g_proxy_default",
                        doc = "The back-end that owns the users who have no `tohost`.")
                Optional<NodeId> defaultBackend) {
    /// Copies the list.
    ///
    /// @throws Failure.Syntax if there is no secret, or a certificate is missing where it is needed
    public ClusterSettings {
        secretFiles = List.copyOf(secretFiles);
        if (secretFiles.isEmpty()) {
            throw new Failure.Syntax("g_cluster_secret_file must be set");
        }
        if (!noSsl && caFile.isEmpty()) {
            throw new Failure.Syntax("g_cluster_ca_file must be set, or g_cluster_nossl \"true\"");
        }
        if (!noSsl && certFile.isEmpty()) {
            throw new Failure.Syntax("g_cluster_cert_file must be set with g_cluster_ca_file");
        }
        if (!noSsl && keyFile.isEmpty()) {
            throw new Failure.Syntax("g_cluster_key_file must be set with g_cluster_ca_file");
        }
    }
}
