package org.tohost.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TakenPortsTest {
    @Test
    void aFreePortIsNotTaken() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(List.of(), taken(new PortHolders(Path.of("/proc")), port));
    }

    @Test
    void aTakenPortIsNamedWithItsHolder(@TempDir Path proc) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            tables(proc, port);
            assertEquals(
                    List.of("port " + port + " is taken by postfix (process 4711)"),
                    taken(new PortHolders(proc), port));
            assertEquals(
                    List.of("port " + port + " is taken by another program"),
                    taken(new PortHolders(proc.resolve("nothing")), port));
        }
    }

    @Test
    void onLinuxTheTablesOfTheKernelSayWho() throws IOException {
        if (!Files.exists(Path.of("/proc/net/tcp"))) {
            return; // another system: there it says "another program"
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Optional<String> holder = PortHolders.ofThisMachine().of(socket.getLocalPort());
            String self = "(process " + ProcessHandle.current().pid() + ")";
            assertTrue(holder.orElse("nobody").endsWith(self), () -> holder + " is not " + self);
        }
    }

    @Test
    void theDemoStartsNothingThen(@TempDir Path home) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int base = socket.getLocalPort() - 143;
            StringWriter err = new StringWriter();
            CommandLine line = new CommandLine(new DemoCommand());
            line.setErr(new PrintWriter(err, true));
            Path folder = home.resolve("demo");
            String[] arguments = {"--port-base", Integer.toString(base), "--home", folder + ""};
            if (base > 65535 - 2995) {
                return; // an ephemeral port too high for a whole cluster
            }
            assertEquals(1, line.execute(arguments));
            assertTrue(err.toString().contains("port " + (base + 143) + " is taken by"), err + "");
            assertTrue(Files.notExists(folder));
        }
    }

    private static List<String> taken(PortHolders holders, int port) {
        return new TakenPorts(holders).among(IntStream.of(port));
    }

    private static void tables(Path proc, int port) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp"),
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid to inode
                   0: 0100007F:%04X 0100007F:1F90 01 00000000:00000000 00:00000000 00000000 0 0 1111 1
                   1: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5555 1
                """
                        .formatted(port, port));
        Path files = Files.createDirectories(proc.resolve("4711/fd"));
        Files.createSymbolicLink(files.resolve("6"), Path.of("socket:[1111]"));
        Files.createSymbolicLink(files.resolve("7"), Path.of("socket:[5555]"));
        Files.writeString(proc.resolve("4711/comm"), "postfix\n");
    }
}
