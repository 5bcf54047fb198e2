package org.tohost.deploy.process;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.tohost.backend.store.CompactionSettings;
import org.tohost.backend.store.IndexSettings;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.store.StoreSettings;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.metrics.Meters;

/// A store without a node around it, for tools that fill it.
public final class NewStore {
    private NewStore() {}

    /// Opens a store in a folder as the node of these settings would; nothing if one is wrong.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the folder cannot be used
    public static Optional<MailStore> open(NodeFile file, Path folder) {
        Optional<NodeSettings> node = file.bind(NodeSettings.class);
        Optional<StoreSettings> settings = file.bind(StoreSettings.class);
        Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return node.flatMap(self ->
                settings.map(store ->
                        MailStore.open(
                                folder,
                                new MailStore.Settings(
                                        store, IndexSettings.DEFAULT, CompactionSettings.DEFAULT),
                                new StoreEnvironment(
                                        self.name(),
                                        Clock.systemUTC(),
                                        new SecureRandom(),
                                        meters))));
    }
}
