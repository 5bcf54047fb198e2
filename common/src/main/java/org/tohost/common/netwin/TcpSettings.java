package org.tohost.common.netwin;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Endpoint;
import org.tohost.common.config.Group;
import org.tohost.common.config.SecretFile;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Which servers are asked for users.
@Group(
        value = "Authent modules: TCP",
        doc = "Users who are asked for of a server of the authent protocol: `g_authent \"tcp\"`.")
public record TcpSettings(
        @Setting(
                        name = "g_authent_tcp",
                        doc =
                                "A server, `host:port`. Of several, one is used until it fails, then"
                                        + " the next.")
                List<Endpoint> servers,
        @Setting(
                        name = "g_authent_tcp_nossl",
                        def = "false",
                        doc =
                                "Whether other machines are asked in clear text, passwords included,"
                                        + " which only a private network may do. Without it, only"
                                        + " a server on this machine is.")
                boolean noSsl,
        @Setting(
                        name = "g_authent_tcp_ca_file",
                        doc =
                                "PEM file with the certificates that servers' certificates may be"
                                        + " signed by; TLS is then used for this machine too."
                                        + " Without it: those that the Java runtime trusts.")
                Optional<Path> caFile,
        @Setting(
                        name = "g_authent_tcp_cert_file",
                        doc = "PEM file with the certificate that is shown to servers.")
                Optional<Path> certFile,
        @Setting(
                        name = "g_authent_tcp_key_file",
                        doc = "PEM file with the key of that certificate; not readable for others.")
                Optional<SecretFile> keyFile) {
    /// Checks how the settings go together.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public TcpSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new Failure.Syntax("g_authent_tcp must be set");
        }
        if (certFile.isPresent() != keyFile.isPresent()) {
            throw new Failure.Syntax("g_authent_tcp_cert_file needs g_authent_tcp_key_file");
        }
        if (noSsl && caFile.isPresent()) {
            throw new Failure.Syntax("g_authent_tcp_nossl contradicts g_authent_tcp_ca_file");
        }
    }

    /// {@return true if a server at this address is spoken to by TLS}
    boolean tls(InetAddress address) {
        return !noSsl && (caFile.isPresent() || !address.isLoopbackAddress());
    }
}
