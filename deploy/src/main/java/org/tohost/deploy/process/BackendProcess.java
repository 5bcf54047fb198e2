package org.tohost.deploy.process;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.BackendConfig;
import org.tohost.backend.BackendNode;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.run.Services;
import org.tohost.common.run.StartException;
import org.tohost.common.run.Startable;
import org.tohost.common.users.Users;
import org.tohost.ldap.LdapModule;
import org.tohost.ldap.LdapSettings;

/// A back-end with its user database.
final class BackendProcess {
    private static final Duration STEP = Duration.ofSeconds(60);

    private BackendProcess() {}

    /// {@return the process as these settings want it, not yet started; nothing if one is wrong}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that they name is unusable
    static Optional<Services> of(SettingsFile file, Problems problems) {
        Optional<LdapSettings> ldap = LdapSettings.bind(file, problems);
        Optional<BackendConfig> config = BackendConfig.bind(file, problems);
        return ldap.isEmpty() || config.isEmpty()
                ? Optional.empty()
                : Optional.of(services(ldap.get(), config.get()));
    }

    private static Services services(LdapSettings ldap, BackendConfig config) {
        Clock clock = Clock.systemUTC();
        UserDatabase users = new Users(new LdapModule(ldap, clock));
        BackendNode.Surroundings around =
                new BackendNode.Surroundings(
                        users,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        clock,
                        new SecureRandom());
        return new Services(List.of(new UsersPart(users), new Node(config, around)), STEP);
    }

    /// The node as a part of its process.
    private static final class Node implements Startable {
        private final BackendConfig config;
        private final BackendNode.Surroundings around;
        private Optional<BackendNode> running = Optional.empty();

        Node(BackendConfig config, BackendNode.Surroundings around) {
            this.config = config;
            this.around = around;
        }

        @Override
        public String name() {
            return "back-end " + config.node().name();
        }

        @Override
        public synchronized void start() throws IOException, StartException {
            running = Optional.of(BackendNode.start(config, around));
        }

        @Override
        public synchronized void stop() {
            running.ifPresent(BackendNode::close);
        }
    }
}
