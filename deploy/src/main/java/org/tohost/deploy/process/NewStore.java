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
import org.tohost.backend.store.Salvage;
import org.tohost.backend.store.StoreEnvironment;
import org.tohost.backend.store.StoreImage;
import org.tohost.backend.store.StoreSettings;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.metrics.Meters;

/// A store that is made without a node around it, for tools that fill it.
///
/// @param folder where it is to be
public record NewStore(Path folder, MailStore.Settings settings, StoreEnvironment environment) {
    /// {@return the store that the node of these settings would have in a folder; nothing if one is
    /// wrong}
    public static Optional<NewStore> of(NodeFile file, Path folder) {
        Optional<NodeSettings> node = file.bind(NodeSettings.class);
        Optional<StoreSettings> settings = file.bind(StoreSettings.class);
        Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return node.flatMap(self ->
                settings.map(store ->
                        new NewStore(
                                folder,
                                new MailStore.Settings(
                                        store, IndexSettings.DEFAULT, CompactionSettings.DEFAULT),
                                new StoreEnvironment(
                                        self.name(),
                                        Clock.systemUTC(),
                                        new SecureRandom(),
                                        meters))));
    }

    /// Opens it.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the folder cannot be used
    public MailStore open() {
        return MailStore.open(folder, settings, environment);
    }

    /// {@return what writes an image into it, before it is opened; it has to be closed}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the folder cannot be used
    public Salvage salvage(StoreImage image) {
        return new Salvage(image, folder, environment.log(settings.store()));
    }
}
