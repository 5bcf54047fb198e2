package org.tohost.common.net;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens connections to other nodes.
public final class Connector {
    private final Vertx vertx;
    private final NetClient client;

    Connector(Vertx vertx, NetClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    /// Whom to connect to.
    ///
    /// @param name what the certificate of the other side must name; used with TLS only
    /// @param preface octets that are sent before all else, also before TLS
    /// @param tls for TLS from the first octet on
    /// @param maxLine longest line in octets
    /// @param patience how long to wait for TCP
    public record Target(
            String host,
            int port,
            String name,
            byte[] preface,
            Optional<Tls> tls,
            int maxLine,
            Duration patience) {}

    /// Connects from the event loop of `beside`, so that the two can be relayed without crossing
    /// threads. The connection reads nothing before it is started; a TLS handshake that fails is
    /// told to its reader. `failed` gets the reason for the log.
    public void connect(
            Target target,
            LineConnection beside,
            Consumer<LineConnection> connected,
            Consumer<String> failed) {
        connect(target, beside.context(), connected, failed);
    }

    /// The same from an event loop of its own choice, for a connection that is never relayed.
    public void connect(
            Target target, Consumer<LineConnection> connected, Consumer<String> failed) {
        connect(target, vertx.getOrCreateContext(), connected, failed);
    }

    private void connect(
            Target target,
            Context context,
            Consumer<LineConnection> connected,
            Consumer<String> failed) {
        ConnectOptions options =
                new ConnectOptions()
                        .setHost(target.host())
                        .setPort(target.port())
                        .setTimeout((int) target.patience().toMillis());
        context.runOnContext(_ ->
                client.connect(options)
                        .map(socket -> LineConnection.of(socket, context, target.maxLine()))
                        .onSuccess(connection -> {
                            if (target.preface().length > 0) {
                                connection.write(target.preface());
                            }
                            target.tls().ifPresent(tls -> connection.connect(tls, target.name()));
                            connected.accept(connection);
                        })
                        .onFailure(cause -> failed.accept(reason(cause))));
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
