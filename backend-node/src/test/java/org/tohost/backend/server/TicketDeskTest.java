package org.tohost.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.EventLog;
import org.tohost.common.failure.Failure;
import org.tohost.common.metrics.Meters;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.wire.Frame;

class TicketDeskTest {
    private static final NodeId SELF = new NodeId("be1");
    private static final TicketCodec CODEC =
            new TicketCodec(List.of(Secret.of("the secret of this cluster has 32 octets")));

    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final TicketDesk desk = new TicketDesk(CODEC, meters, new EventLog());
    private ServerPort port = port(true);

    @BeforeEach
    void open() throws IOException {
        port.open();
    }

    @AfterEach
    void close() throws IOException {
        port.close();
    }

    @Test
    void theSessionGoesOnUnderTheTicketsNames() throws Exception {
        try (LineClient client = new LineClient(port)) {
            Challenge challenge = challenge(client);
            client.send(form(ticket(SELF, Service.IMAP), challenge));
            assertEquals("ok 0123abc 192.0.2.7 IMAP", client.line());
        }
    }

    @Test
    void aTicketIsWorthlessOnAnyOtherConnection() throws Exception {
        try (LineClient first = new LineClient(port);
                LineClient second = new LineClient(port)) {
            challenge(second);
            second.send(form(ticket(SELF, Service.IMAP), challenge(first)));
            assertEquals("no", second.line());
        }
    }

    @Test
    void aTicketForAnotherServiceIsRefused() throws Exception {
        assertEquals("no", answerTo(ticket(SELF, Service.LMTP)));
    }

    @Test
    void aTicketForAnotherNodeIsRefused() throws Exception {
        assertEquals("no", answerTo(ticket(new NodeId("be2"), Service.IMAP)));
    }

    @Test
    void whoIsNoNodeCannotUseEvenAGoodTicket() throws Exception {
        port.close();
        port = port(false);
        port.open();
        try (LineClient client = new LineClient(port)) {
            assertEquals("no challenge", client.line());
            Challenge guessed = new Challenge("0".repeat(32), SELF);
            client.send(form(ticket(SELF, Service.IMAP), guessed));
            assertEquals("no", client.line());
        }
    }

    private String answerTo(Ticket ticket) throws IOException {
        try (LineClient client = new LineClient(port)) {
            client.send(form(ticket, challenge(client)));
            return String.valueOf(client.line());
        }
    }

    private static Challenge challenge(LineClient client) throws IOException {
        return Challenge.find(String.valueOf(client.line())).orElseThrow();
    }

    private static String form(Ticket ticket, Challenge challenge) {
        // a codec signs whatever it is told to; the desk must look at every field
        return Base64.getEncoder().encodeToString(CODEC.sign(ticket, challenge)) + "\r\n";
    }

    private static Ticket ticket(NodeId target, Service service) {
        return new Ticket(
                new NodeId("proxy1"),
                target,
                service,
                Optional.of(new UserId("anna@example.test")),
                0,
                new ClientInfo("192.0.2.7", 4000, true, ""),
                new SessionId("0123abc"),
                0);
    }

    private ServerPort port(boolean node) {
        return new ServerPort(
                new ServerPort.Spec(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.empty(),
                        new Door()),
                new ServerPort.Shared(
                        new Doorman(SELF, new SecureRandom(), _ -> node),
                        new Connections(10),
                        true,
                        meters,
                        new EventLog(),
                        new SecureRandom()));
    }

    /// Reads one ticket and says who it let in.
    private final class Door implements SessionHandler {
        @Override
        public Service service() {
            return Service.IMAP;
        }

        @Override
        public int maxLine() {
            return 12_288;
        }

        @Override
        public String farewell(Farewell reason) {
            return reason + "\r\n";
        }

        @Override
        public void serve(Connection connection) throws IOException {
            connection
                    .out()
                    .line(
                            connection.peer() instanceof Peer.Node node
                                    ? node.challenge().toString()
                                    : "no challenge");
            if (connection.readFrame().orElseThrow() instanceof Frame.Line line) {
                connection.out().line(letIn(line, connection));
            }
        }

        private String letIn(Frame.Line line, Connection connection) {
            try {
                desk.accept(
                        Base64.getDecoder().decode(line.octets()),
                        connection,
                        Set.of(Service.IMAP));
                return String.join(
                        " ",
                        "ok",
                        connection.session().toString(),
                        connection.client().address(),
                        connection.service(Service.POP3).name());
            } catch (Failure.Refused e) {
                return "no";
            }
        }
    }
}
