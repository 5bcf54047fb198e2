package org.tohost.proxy.route;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.Backends;
import org.tohost.common.net.Tls;
import org.tohost.common.net.TlsEngine;
import org.tohost.common.tls.KeyPins;

/// How TLS is done with each back-end: by the cluster's certificates with those of our make, by
/// what their line says with the others. Immutable; any thread.
public final class HostTls {
    private final Optional<Tls> cluster;
    private final IdentityHashMap<BackendAddress, Tls> others;

    private HostTls(Optional<Tls> cluster, IdentityHashMap<BackendAddress, Tls> others) {
        this.cluster = cluster;
        this.others = others;
    }

    /// {@return the TLS with these back-ends}
    ///
    /// @param cluster the cluster's; nothing where nodes talk in clear text
    public static HostTls of(Optional<Tls> cluster, Backends backends, TlsEngine engine) {
        IdentityHashMap<BackendAddress, Tls> others = new IdentityHashMap<>();
        for (BackendAddress line : backends.addresses()) {
            if (!line.isOurs()
                    && line.tls().tls().orElse(BackendTls.Mode.IMPLICIT) != BackendTls.Mode.NONE) {
                others.put(line, tls(line.tls(), engine));
            }
        }
        return new HostTls(cluster, others);
    }

    private static Tls tls(BackendTls settings, TlsEngine engine) {
        Optional<KeyPins> pins = settings.pins();
        return pins.isPresent()
                ? Tls.pinning(pins.get(), engine)
                : Tls.believing(
                        settings.authorities().map(file -> file.certificates()).orElse(List.of()),
                        engine);
    }

    /// {@return the TLS that a connection on this way begins with; nothing if it begins in clear
    /// text}
    public Optional<Tls> first(Route route) {
        return switch (route.address().tls(route.service())) {
            case CLUSTER -> cluster;
            case IMPLICIT -> Optional.of(later(route));
            case NONE, STARTTLS -> Optional.empty();
        };
    }

    /// {@return the TLS that is started on this way}
    ///
    /// @throws IllegalStateException if none is
    public Tls later(Route route) {
        return Optional.ofNullable(others.get(route.address()))
                .orElseThrow(() -> new IllegalStateException("no TLS with " + route.node()));
    }
}
