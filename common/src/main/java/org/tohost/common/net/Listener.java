package org.tohost.common.net;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A port that is listened on. Any thread.
public final class Listener {
    private final Place place;
    private final SocketAddress address;
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();

    Listener(Place place, int free) {
        this.place = place;
        String host = place.host().equals("*") ? anyAddress() : place.host();
        this.address =
                place.port() == 0
                        ? SocketAddress.sharedRandomPort(free, host)
                        : SocketAddress.inetSocketAddress(place.port(), host);
    }

    /// Where to listen and how to read.
    ///
    /// @param host `*` for all addresses of the machine
    /// @param port 0 for any free one
    /// @param tls for TLS from the first octet on
    /// @param maxLine longest line in octets
    /// @param frontEnds who begins with a PROXY header
    public record Place(
            String host,
            int port,
            Optional<Tls> tls,
            int maxLine,
            Predicate<InetAddress> frontEnds) {
        /// A place without front ends.
        public Place(String host, int port, Optional<Tls> tls, int maxLine) {
            this(host, port, tls, maxLine, _ -> false);
        }
    }

    /// {@return the port, the real one where any was asked for}
    public int port() {
        return servers.getFirst().actualPort();
    }

    /// Stops listening at once. Connections that were accepted here live on for the grace time.
    public void close(Duration grace) {
        for (NetServer server : servers) {
            Future<Void> _ = server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// On Linux `::` takes IPv4 as well, where there is IPv6 at all.
    private static String anyAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .anyMatch(Inet6Address.class::isInstance)
                    ? "::"
                    : "0.0.0.0";
        } catch (SocketException e) {
            return "0.0.0.0";
        }
    }

    VerticleBase acceptor(NetServerOptions options, Consumer<LineConnection> accepted) {
        return new Acceptor(options, accepted);
    }

    /// One event loop's share of the port.
    private final class Acceptor extends VerticleBase {
        private final NetServerOptions options;
        private final Consumer<LineConnection> accepted;

        Acceptor(NetServerOptions options, Consumer<LineConnection> accepted) {
            this.options = options;
            this.accepted = accepted;
        }

        @Override
        public Future<?> start() {
            Context loop = context;
            NetServer server =
                    vertx.createNetServer(options)
                            .connectHandler(socket ->
                                    accept(LineConnection.of(socket, loop, place.maxLine())));
            return server.listen(address).onSuccess(servers::add);
        }

        private void accept(LineConnection connection) {
            place.tls().ifPresent(connection::accept);
            if (place.frontEnds().test(connection.remote().getAddress())) {
                connection.awaitHeader(() -> accepted.accept(connection));
            } else {
                accepted.accept(connection);
            }
        }
    }
}
