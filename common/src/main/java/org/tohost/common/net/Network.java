package org.tohost.common.net;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The event loops of a node, one a processor, and all that lives on them. Any thread.
public final class Network implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final AtomicInteger freePorts = new AtomicInteger();

    private final int eventLoops;

    private Network(Vertx vertx, int eventLoops) {
        this.vertx = vertx;
        this.eventLoops = eventLoops;
    }

    /// {@return a new set of this many event loops}
    public static Network open(int eventLoops) {
        VertxOptions options =
                new VertxOptions()
                        .setPreferNativeTransport(true)
                        .setEventLoopPoolSize(eventLoops)
                        .setInternalBlockingPoolSize(2)
                        .setWorkerPoolSize(2);
        VertxBuilder builder = Vertx.builder().with(options);
        if (Epoll.isAvailable()) {
            builder.withTransport(EpollLoops.transport());
        }
        return new Network(builder.build(), eventLoops);
    }

    /// {@return true if the sockets are those of the platform (epoll) and not the JDK's}
    public boolean isNative() {
        return vertx.isNativeTransportEnabled();
    }

    /// Begins to listen, with one acceptor an event loop. Each connection is given to `accepted` on
    /// its event loop and reads nothing before it is started.
    ///
    /// @throws IOException if the port cannot be had; the message names it
    public Listener listen(Listener.Place place, Consumer<LineConnection> accepted)
            throws IOException {
        NetServerOptions options =
                new NetServerOptions().setAcceptBacklog(4096).setTcpKeepAlive(true);
        Listener listener = new Listener(place, freePorts.incrementAndGet());
        try {
            await(
                    vertx.deployVerticle(
                            () -> listener.acceptor(options, accepted),
                            new DeploymentOptions().setInstances(eventLoops)));
            return listener;
        } catch (IOException e) {
            listener.close(Duration.ZERO);
            throw new IOException(
                    "cannot listen on " + place.host() + ":" + place.port() + ": " + e.getMessage(),
                    e);
        }
    }

    /// {@return what opens connections to other nodes}
    public Connector connector() {
        // else Linux delays the last packet of the handshake by 200 ms, hoping for data to go with
        // it,
        // and those whom we call greet first
        return new Connector(
                vertx,
                vertx.createNetClient(
                        new NetClientOptions().setTcpKeepAlive(true).setTcpQuickAck(true)));
    }

    /// Runs the task again and again on an event loop; it must not block.
    public void every(Duration period, Runnable task) {
        vertx.setPeriodic(period.toMillis(), _ -> task.run());
    }

    /// Closes all listeners and connections at once.
    @Override
    public void close() throws IOException {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer from the event loops", e);
        } catch (CompletionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }
}
