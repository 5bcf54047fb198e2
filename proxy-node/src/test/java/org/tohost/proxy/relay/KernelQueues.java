package org.tohost.proxy.relay;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the kernel holds for each TCP connection at one moment, from `/proc/net/tcp`.
///
/// @param byPorts by local and remote port
record KernelQueues(Map<Ports, Held> byPorts) {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /// One end of a connection on loopback.
    record Ports(int local, int remote) {
        static Ports of(Socket socket) {
            return new Ports(socket.getLocalPort(), socket.getPort());
        }

        /// {@return the other end}
        Ports peer() {
            return new Ports(/* local= */ remote, /* remote= */ local);
        }
    }

    /// Octets at one end.
    ///
    /// @param toSend written there, and not yet acknowledged by the other end
    /// @param toRead arrived there, and not yet read
    record Held(long toSend, long toRead) {
        static final Held NOTHING = new Held(0, 0);
    }

    static KernelQueues now() throws IOException {
        Map<Ports, Held> found = new HashMap<>();
        for (Path table : TABLES) {
            try (Stream<String> lines = Files.lines(table)) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .forEach(words ->
                                found.put(
                                        new Ports(port(words[1]), port(words[2])), held(words[4])));
            }
        }
        return new KernelQueues(found);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static Held held(String queues) {
        int colon = queues.indexOf(':');
        return new Held(
                Long.parseLong(queues.substring(0, colon), 16),
                Long.parseLong(queues.substring(colon + 1), 16));
    }

    /// {@return what is held at this end, nothing if it is not there}
    Held at(Ports end) {
        return byPorts.getOrDefault(end, Held.NOTHING);
    }
}
