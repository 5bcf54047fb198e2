package org.tohost.backend.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;

/// A proxy in small: for each connection it opens one to a back-end, logs in there by a ticket, and
/// from then on copies bytes both ways. The client sees nothing of the greeting and the login.
public final class TicketGate implements AutoCloseable {
    private final LoopbackServer server;
    private final TestCluster cluster;
    private final Login login;
    private final String client;

    /// Where the gate leads to, for which service and whom.
    public record Login(NodeId target, int port, Service service, Optional<UserId> user) {}

    /// Opens a gate in a cluster without TLS.
    public TicketGate(TestCluster cluster, Login login) throws IOException {
        this(cluster, login, "192.0.2.7");
    }

    /// The same for a client at this address.
    public TicketGate(TestCluster cluster, Login login, String client) throws IOException {
        this.client = client;
        this.cluster = cluster;
        this.login = login;
        this.server = new LoopbackServer(this::serve);
    }

    /// {@return where clients connect to}
    public int port() {
        return server.port();
    }

    private void serve(Socket client) {
        try (client;
                Socket node = new Socket(InetAddress.getLoopbackAddress(), login.port())) {
            logIn(node);
            Thread back = Thread.ofVirtual().start(() -> copy(node, client));
            copy(client, node);
            back.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one side is gone: the other will be told by the end of its stream
        }
    }

    private void logIn(Socket node) throws IOException {
        InputStream in = node.getInputStream();
        OutputStream out = node.getOutputStream();
        Challenge challenge = Challenge.find(line(in)).orElseThrow();
        switch (login.service()) {
            case SMTP, SUBMISSION -> hello(in, out, "EHLO client.example.com");
            case LMTP -> hello(in, out, "LHLO be9");
            case POP3, IMAP, SIEVE -> {}
        }
        Ticket ticket =
                new Ticket(
                        new NodeId("proxy1"),
                        login.target(),
                        login.service(),
                        login.user(),
                        0,
                        new ClientInfo(client, 4711, true, "client.example.com"),
                        new SessionId("gate1"),
                        0);
        byte[] signed = cluster.tickets().sign(ticket, challenge);
        String auth = "AUTH " + TicketCodec.MECHANISM + " ";
        send(out, auth + Base64.getEncoder().encodeToString(signed));
        String answer = line(in);
        if (!answer.startsWith("235") && !answer.startsWith("+OK")) {
            throw new IOException("the ticket was refused: " + answer);
        }
    }

    private static void hello(InputStream in, OutputStream out, String command) throws IOException {
        send(out, command);
        while (line(in).startsWith("250-")) {
            // keywords
        }
    }

    private static void send(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
