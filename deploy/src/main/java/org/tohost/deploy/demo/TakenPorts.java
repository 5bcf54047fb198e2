package org.tohost.deploy.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Whether ports are free, and if not, who has them.
final class TakenPorts {
    private final PortHolders holders;

    TakenPorts(PortHolders holders) {
        this.holders = holders;
    }

    /// {@return a line for each port of loopback that cannot be opened}
    List<String> among(IntStream ports) {
        return ports.filter(port -> !isFree(port)).mapToObj(this::line).toList();
    }

    private String line(int port) {
        Optional<String> holder = holders.of(port);
        return "port %d is taken by %s".formatted(port, holder.orElse("another program"));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
