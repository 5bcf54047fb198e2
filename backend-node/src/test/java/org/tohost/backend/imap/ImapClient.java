package org.tohost.backend.imap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.ticket.Challenge;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.ticket.TicketCodec;

/// A client for tests that need more than one connection. An octet a character.
final class ImapClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String greeting;
    private int tags;

    ImapClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
        greeting = line();
    }

    /// {@return a client that has logged in and selected INBOX}
    static ImapClient selected(ImapNode node, String user) throws IOException {
        ImapClient client = new ImapClient(node.port());
        client.ok("LOGIN " + user + " secret");
        client.ok("SELECT INBOX");
        return client;
    }

    String greeting() {
        return greeting;
    }

    /// Presents a ticket. {@return the tagged answer without its tag}
    String ticket(Optional<UserId> user) throws IOException {
        Ticket ticket =
                new Ticket(
                        new NodeId("proxy1"),
                        ImapNode.SELF,
                        Service.IMAP,
                        user,
                        0,
                        new ClientInfo("192.0.2.7", 4711, true, ""),
                        new SessionId("gate1"),
                        0);
        byte[] signed = ImapNode.TICKETS.sign(ticket, Challenge.find(greeting).orElseThrow());
        String response = Base64.getEncoder().encodeToString(signed);
        return command("AUTHENTICATE " + TicketCodec.MECHANISM + " " + response).getLast();
    }

    /// Sends a command. {@return the untagged responses, and as the last the tagged one without its
    /// tag}
    List<String> command(String command) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + command + "\r\n");
        return until(tag);
    }

    /// Sends a command. {@return all octets of the untagged responses as one text, and the tagged
    /// response without its tag}
    List<String> exchange(String command) throws IOException {
        String tag = "t" + ++tags + " ";
        send(tag + command + "\r\n");
        StringBuilder all = new StringBuilder();
        int lineStart = 0;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException(all.toString());
            }
            all.append((char) octet);
            if (octet == '\n') {
                if (all.indexOf(tag, lineStart) == lineStart) {
                    String status = all.substring(lineStart + tag.length(), all.length() - 2);
                    return List.of(all.substring(0, lineStart), status);
                }
                lineStart = all.length();
            }
        }
    }

    /// {@return the responses up to the one with this tag}
    List<String> until(String tag) throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = line();
            if (line.startsWith(tag + " ")) {
                lines.add(line.substring(tag.length() + 1));
                return lines;
            }
            lines.add(line);
        }
    }

    /// Sends a command that must end with OK. {@return the untagged responses}
    List<String> ok(String command) throws IOException {
        List<String> lines = command(command);
        String status = lines.removeLast();
        if (!status.startsWith("OK")) {
            String name = command.substring(0, Math.min(40, command.length()));
            throw new AssertionError(name + ": " + status);
        }
        return lines;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// {@return the next line without CRLF; empty at the end}
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    byte[] octets(int length) throws IOException {
        return in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
