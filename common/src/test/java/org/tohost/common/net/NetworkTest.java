package org.tohost.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.OpenSsl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tohost.common.wire.Frame;

final class NetworkTest {
    private static Listener.Place place(int port) {
        return new Listener.Place("127.0.0.1", port, Optional.empty(), 100);
    }

    private static Socket connect(Listener listener) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listener.port());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /// Says back what it reads, and at most two lines between pauses.
    private record Echo(LineConnection connection) implements LineReader {
        @Override
        public void frame(Frame frame) {
            String said =
                    switch (frame) {
                        case Frame.Line line -> line.text();
                        case Frame.Literal literal -> "literal " + literal.octets().length;
                        case Frame.Malformed malformed -> malformed.reason().text();
                    };
            if (said.equals("bye")) {
                connection.end(octets("bye\r\n"));
                return;
            }
            if (said.equals("five")) {
                connection.expect(5);
            }
            connection.pause();
            connection.write(octets(said + "\r\n"));
            connection.eventLoop().execute(connection::resume);
        }

        @Override
        public void ended() {
            connection.end(octets("the end\r\n"));
        }

        @Override
        public void closed(String why) {}

        private static byte[] octets(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void linuxHasItsOwnSocketsAndBoringSsl() throws IOException {
        try (Network network = Network.open(1)) {
            assertTrue(network.isNative());
        }
        assertTrue(OpenSsl.isAvailable());
        assertEquals(TlsEngine.OPENSSL, TlsEngine.best());
    }

    @Test
    void cutsLinesAndEndsPolitely() throws Exception {
        try (Network network = Network.open(2)) {
            Listener listener = network.listen(place(0), c -> c.start(new Echo(c)));
            for (int i = 0; i < 4; i++) {
                try (Socket socket = connect(listener)) {
                    BufferedReader in = reader(socket);
                    String text =
                            "one\r\nfive\r\n12345two\r\n" + "x".repeat(200) + "\r\nbye\r\nno\r\n";
                    socket.getOutputStream().write(Echo.octets(text));
                    assertEquals(
                            "[one, five, literal 5, two, line too long, bye]",
                            in.lines().toList().toString());
                }
            }
        }
    }

    @Test
    void answersWhatCameBeforeTheEndOfTheInput() throws Exception {
        try (Network network = Network.open(1)) {
            Listener listener = network.listen(place(0), c -> c.start(new Echo(c)));
            try (Socket socket = connect(listener)) {
                BufferedReader in = reader(socket);
                socket.getOutputStream().write(Echo.octets("one\r\ntwo\r\nhalf a li"));
                socket.shutdownOutput();
                assertEquals("[one, two, the end]", in.lines().toList().toString());
            }
        }
    }

    @Test
    void doesNotWaitForAPeerThatReadsNothing() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Network network = Network.open(1)) {
            Listener listener =
                    network.listen(place(0), c -> c.start(new Flood(c, closed::countDown)));
            try (Socket socket = connect(listener)) {
                socket.getOutputStream().write(Echo.octets("one\r\n"));
                socket.shutdownOutput();
                assertTrue(closed.await(20, TimeUnit.SECONDS));
            }
        }
    }

    /// Answers with more than any buffer between the two can take.
    private record Flood(LineConnection connection, Runnable over) implements LineReader {
        @Override
        public void frame(Frame frame) {
            connection.write(new byte[32 * 1024 * 1024]);
            connection.after(Duration.ofMillis(200), () -> connection.end(new byte[0]));
        }

        @Override
        public void ended() {}

        @Override
        public void closed(String why) {
            over.run();
        }
    }

    @Test
    void allAddressesAreThoseOfIpv4Too() throws Exception {
        try (Network network = Network.open(1)) {
            Listener listener =
                    network.listen(
                            new Listener.Place("*", 0, Optional.empty(), 100),
                            c -> c.end(Echo.octets(c.remote().getAddress().getHostAddress())));
            try (Socket socket = connect(listener)) {
                assertEquals("127.0.0.1", reader(socket).readLine());
            }
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Network network = Network.open(2)) {
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> network.listen(place(taken.getLocalPort()), _ -> {}));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("127.0.0.1:" + taken.getLocalPort()),
                    e.getMessage());
        }
    }
}
