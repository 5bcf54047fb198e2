package org.tohost.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.wire.Frame;

class ServerPortTest {
    private final List<ServerPort> ports = new ArrayList<>();
    private final Connections connections = new Connections(2);
    private final CompletableFuture<Boolean> abandoned = new CompletableFuture<>();

    @AfterEach
    void closePorts() throws Exception {
        connections.stop(Duration.ZERO);
        for (ServerPort port : ports) {
            port.close();
        }
    }

    @Test
    void answersPipelinedLinesInOneWriteAndInOrder() throws Exception {
        try (LineClient client = new LineClient(open(true))) {
            assertEquals("ready", client.line());
            client.send("one\r\ntwo\r\nbad\nthree\r\n");
            assertEquals("echo one", client.line());
            assertEquals("echo two", client.line());
            assertEquals("LF without CR", client.line());
            assertEquals("echo three", client.line());
        }
    }

    @Test
    void turnsAwayWhoIsNoNodeUnlessDirectClientsAreAllowed() throws Exception {
        try (LineClient client = new LineClient(open(false))) {
            assertEquals("bye NODES_ONLY", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void aNodeInClearTextIsKnownByItsAddressAndGetsAChallenge() throws Exception {
        Doorman doorman = new Doorman(new NodeId("be1"), new SecureRandom(), a -> true);
        try (LineClient client = new LineClient(open(false, doorman))) {
            assertTrue(String.valueOf(client.line()).matches("ready <[0-9a-f]{32}@be1>"));
        }
    }

    @Test
    void oneClientsDefectIsToldToItAloneAndThePortLivesOn() throws Exception {
        ServerPort port = open(true);
        try (LineClient other = new LineClient(port)) {
            assertEquals("ready", other.line());
            try (LineClient client = new LineClient(port)) {
                client.line();
                client.send("defect\r\n");
                assertEquals("bye DEFECT", client.line());
                assertNull(client.line());
            }
            other.send("still\r\n");
            assertEquals("echo still", other.line());
        }
    }

    @Test
    void moreThanTheLimitAreTurnedAwayWithAWord() throws Exception {
        ServerPort port = open(true);
        try (LineClient first = new LineClient(port);
                LineClient second = new LineClient(port)) {
            first.line();
            second.line();
            try (LineClient third = new LineClient(port)) {
                assertEquals("bye TOO_MANY", third.line());
            }
        }
    }

    @Test
    void whenTheNodeStopsSilentClientsAreToldAtOnce() throws Exception {
        try (LineClient client = new LineClient(open(true))) {
            assertEquals("ready", client.line());
            client.send("x\r\n");
            assertEquals("echo x", client.line());
            connections.stop(Duration.ofSeconds(5));
            assertEquals("bye NODE_STOPS", client.line());
            assertEquals(0, connections.size());
        }
    }

    @Test
    void aSilentClientIsToldWhyItIsCut() throws Exception {
        try (LineClient client = new LineClient(open(true))) {
            client.line();
            client.send("hurry\r\n");
            assertEquals("bye IDLE", client.line());
        }
    }

    @Test
    void whoeverWorksForLongHearsThatItsClientHasLeft() throws Exception {
        try (LineClient client = new LineClient(open(true))) {
            client.line();
            client.send("work\r\n");
            assertEquals("working", client.line());
        }
        assertTrue(abandoned.get(30, TimeUnit.SECONDS));
    }

    @Test
    void whatAClientSendsWhileItWaitsIsKept() throws Exception {
        try (LineClient client = new LineClient(open(true))) {
            client.line();
            client.send("look\r\nnext\r\n");
            assertEquals("still there", client.line());
            assertEquals("echo next", client.line());
            client.send("look\r\n" + "x\r\n".repeat(5000));
            assertEquals("still there", client.line());
            for (int i = 0; i < 5000; i++) {
                assertEquals("echo x", client.line());
            }
        }
    }

    private ServerPort open(boolean directAllowed) throws IOException {
        return open(directAllowed, new Doorman(new NodeId("be1"), new SecureRandom(), a -> false));
    }

    private ServerPort open(boolean directAllowed, Doorman doorman) throws IOException {
        ServerPort port =
                new ServerPort(
                        new ServerPort.Spec(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Optional.empty(),
                                new Echo(abandoned)),
                        new ServerPort.Shared(
                                doorman,
                                connections,
                                directAllowed,
                                new Meters(new SimpleMeterRegistry()),
                                new EventLog(),
                                new SecureRandom()));
        port.open();
        ports.add(port);
        return port;
    }

    /// Says back what it is told.
    private record Echo(CompletableFuture<Boolean> abandoned) implements SessionHandler {
        @Override
        public Service service() {
            return Service.IMAP;
        }

        @Override
        public int maxLine() {
            return 100;
        }

        @Override
        public String farewell(Farewell reason) {
            return "bye " + reason + "\r\n";
        }

        @Override
        public void serve(Connection connection) throws IOException {
            String challenge =
                    connection.peer() instanceof Peer.Node node ? " " + node.challenge() : "";
            connection.out().line("ready" + challenge);
            Optional<Frame> frame = connection.readFrame();
            while (frame.isPresent()) {
                connection.out().line(reply(frame.get(), connection));
                frame = connection.readFrame();
            }
        }

        private String reply(Frame frame, Connection connection) throws IOException {
            return switch (frame) {
                case Frame.Line line when line.text().equals("defect") ->
                        throw new IllegalStateException("on purpose");
                case Frame.Line line when line.text().equals("hurry") -> {
                    connection.timeout(Duration.ofMillis(20));
                    connection.readFrame();
                    yield "no";
                }
                case Frame.Line line when line.text().equals("work") -> {
                    connection.out().line("working");
                    connection.out().flush();
                    while (!connection.abandoned()) {
                        Thread.onSpinWait();
                    }
                    abandoned.complete(true);
                    yield "nobody";
                }
                case Frame.Line line when line.text().equals("look") -> {
                    boolean left = false;
                    for (int i = 0; i < 10; i++) {
                        left |= connection.abandoned();
                    }
                    yield left ? "left" : "still there";
                }
                case Frame.Line line -> "echo " + line.text();
                case Frame.Malformed malformed -> malformed.reason().text();
                case Frame.Literal _ -> "literal";
            };
        }
    }
}
