package org.tohost.backend.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tohost.common.run.Startable;

/// All ports of a node and the sessions on them.
public final class NodePorts implements Startable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long SWEEP_SECONDS = 15;

    private final List<ServerPort> ports;
    private final Connections connections;
    private @Nullable ScheduledExecutorService sweeper;

    /// Ports whose connections are kept in `connections`.
    public NodePorts(List<ServerPort> ports, Connections connections) {
        this.ports = List.copyOf(ports);
        this.connections = connections;
    }

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public void start() throws IOException {
        try {
            for (ServerPort port : ports) {
                port.open();
            }
        } catch (IOException e) {
            closeAll();
            throw e;
        }
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("sweep").factory());
        var _ =
                timer.scheduleWithFixedDelay(
                        connections::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        sweeper = timer;
    }

    /// Accepts nothing more, lets the sessions end at their next command boundary, then cuts what
    /// is left.
    @Override
    public void stop() throws IOException, InterruptedException {
        if (sweeper != null) {
            sweeper.shutdownNow();
        }
        closeAll();
        connections.stop(GRACE);
    }

    /// {@return where the ports listen, in their order}
    public List<InetSocketAddress> addresses() {
        return ports.stream().map(ServerPort::address).toList();
    }

    private void closeAll() throws IOException {
        for (ServerPort port : ports) {
            port.close();
        }
    }
}
