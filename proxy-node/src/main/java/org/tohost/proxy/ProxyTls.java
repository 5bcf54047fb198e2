package org.tohost.proxy;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.ClusterSettings;
import org.tohost.common.config.SecretFile;
import org.tohost.common.domain.Secret;
import org.tohost.common.net.SessionTickets;
import org.tohost.common.net.Tls;
import org.tohost.common.net.TlsEngine;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TicketKeys;

/// The proxy's sides of TLS, from the files that the settings name: the one that clients see, and
/// the one that it shows to back-ends of ours. Either may be missing. Any thread.
///
/// @param keys what clients are shown
/// @param clients the side that clients see
/// @param cluster the side towards back-ends
record ProxyTls(Optional<ServerKeys> keys, Optional<Tls> clients, Optional<Tls> cluster) {
    /// {@return both sides, as the files are now}
    ///
    /// @throws IOException naming the file that cannot be used
    static ProxyTls load(ProxyConfig config, Clock clock) throws IOException {
        TlsEngine engine = config.proxy().tlsEngine().choose();
        Optional<ServerKeys> keys =
                ServerKeys.load(config.tls().certificates(), config.tls().keys());
        Optional<Tls> clients = Optional.empty();
        if (keys.isPresent()) {
            Tls tls = Tls.server(keys.get(), config.logins().clientAuthorities(), engine);
            tickets(tls, config.cluster(), clock).renew();
            clients = Optional.of(tls);
        }
        return new ProxyTls(keys, clients, cluster(config.cluster(), engine));
    }

    private static Optional<Tls> cluster(ClusterSettings cluster, TlsEngine engine)
            throws IOException {
        return cluster.noSsl()
                ? Optional.empty()
                : Optional.of(
                        Tls.client(
                                cluster.certFile().orElseThrow(),
                                cluster.keyFile().orElseThrow().path(),
                                cluster.caFile().orElseThrow(),
                                engine));
    }

    /// {@return what keeps the ticket keys of this side those of the day}
    static SessionTickets tickets(Tls tls, ClusterSettings cluster, Clock clock) {
        List<Secret> secrets = cluster.secretFiles().stream().map(SecretFile::secret).toList();
        return new SessionTickets(tls, new TicketKeys(secrets), clock);
    }

    /// From now on both sides have what these have, which come from the same settings.
    void renew(ProxyTls fresh) {
        clients.ifPresent(side -> fresh.clients.ifPresent(side::renew));
        cluster.ifPresent(side -> fresh.cluster.ifPresent(side::renew));
    }
}
