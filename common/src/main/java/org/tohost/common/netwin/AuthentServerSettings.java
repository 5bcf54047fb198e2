package org.tohost.common.netwin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.tohost.common.config.Endpoint;
import org.tohost.common.config.Group;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.SecretFile;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How other software asks this user database by the authent protocol.
@Group(
        value = "Authent server",
        doc = "How other software asks for our users: `tohost authent-server`, docs/authent.md.")
public record AuthentServerSettings(
        @Setting(
                        name = "g_authent_server_listen",
                        doc = "Where to listen, `host:port`. Not needed with `--stdio`.")
                Optional<Endpoint> listen,
        @Setting(
                        name = "g_authent_server_allow",
                        def = "127.0.0.0/8, ::1",
                        doc = "The addresses that may connect, as a match list.")
                MatchList allow,
        @Setting(
                        name = "g_authent_server_edit",
                        def = "false",
                        doc = "Whether `set`, `del` and `search` are answered.")
                boolean edit,
        @Setting(
                        name = "g_authent_server_ca_file",
                        doc =
                                "PEM file with the certificates that clients' certificates must be"
                                        + " signed by. With it and the next two, every connection is"
                                        + " by TLS; without them, only this machine is served, in"
                                        + " clear text.")
                Optional<Path> caFile,
        @Setting(
                        name = "g_authent_server_cert_file",
                        doc = "PEM file with the certificate of the server.")
                Optional<Path> certFile,
        @Setting(
                        name = "g_authent_server_key_file",
                        doc = "PEM file with the key of that certificate; not readable for others.")
                Optional<SecretFile> keyFile,
        @Setting(
                        name = "g_authent_server_connections",
                        def = "100",
                        doc = "The most connections at the same time.")
                int connections,
        @Setting(
                        name = "g_authent_server_idle",
                        def = "10m",
                        doc = "How long a connection may be silent before it is closed.")
                Duration idle,
        @Setting(
                        name = "g_authent_server_failures",
                        def = "60",
                        doc =
                                "How many checks of passwords may fail a minute for one address: that"
                                        + " of the client if `check` tells it, else that of the"
                                        + " software that asks, and then for each name apart."
                                        + " Above it, checks are answered `-DEAD`.")
                int failures) {
    /// Checks how the settings go together.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public AuthentServerSettings {
        if (caFile.isPresent() != certFile.isPresent()
                || caFile.isPresent() != keyFile.isPresent()) {
            throw new Failure.Syntax(
                    "g_authent_server_ca_file, g_authent_server_cert_file and"
                            + " g_authent_server_key_file go together");
        }
        if (connections < 1 || connections > 10_000) {
            throw new Failure.Syntax("g_authent_server_connections goes from 1 to 10000");
        }
        if (!idle.isPositive() || idle.compareTo(Duration.ofDays(1)) > 0) {
            throw new Failure.Syntax("g_authent_server_idle goes up to a day");
        }
        if (failures < 1) {
            throw new Failure.Syntax("g_authent_server_failures must be positive");
        }
    }
}
