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
import org.tohost.common.authent.Owners;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.config.TlsSettings;
import org.tohost.common.metrics.Meters;
import org.tohost.common.run.Services;
import org.tohost.common.run.StartException;
import org.tohost.common.run.Startable;
import org.tohost.common.users.Users;

/// A back-end with its user database, as its settings want it.
record BackendProcess(UserDatabases users, BackendConfig config) implements NodeProcess {
    private static final Duration STEP = Duration.ofSeconds(60);

    /// {@return the process; nothing if a setting is wrong}
    static Optional<BackendProcess> bind(SettingsFile file, Problems problems) {
        Optional<UserDatabases> users = UserDatabases.bind(file, problems);
        Optional<BackendConfig> config = BackendConfig.bind(file, problems);
        KeyFiles keys = new KeyFiles(file, problems);
        SettingsBinder.bind(TlsSettings.class, file, problems).ifPresent(keys::clients);
        SettingsBinder.bind(ClusterSettings.class, file, problems).ifPresent(keys::cluster);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return users.flatMap(u -> config.map(c -> new BackendProcess(u, c)));
    }

    @Override
    public Services services() {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = new Meters(registry);
        Users database = users.open(new Users.Tools(clock, random, meters));
        BackendNode.Surroundings around =
                new BackendNode.Surroundings(
                        database,
                        registry,
                        meters,
                        clock,
                        random,
                        sessions -> UserCommands.of(database, owners(), sessions));
        return new Services(List.of(new UsersPart(database), new Node(config, around)), STEP);
    }

    private Owners owners() {
        return new Owners(config.cluster().defaultBackend(), config.backends()::isShared);
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
