package org.tohost.backend.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A client of SMTP and LMTP, an octet a character.
public final class MailClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /// Connects to a port on loopback.
    public MailClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = socket.getInputStream();
    }

    /// Sends octets as they are.
    public void send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// {@return the last line of the reply to this command}
    public String command(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    /// {@return the last line of the next reply}
    public String reply() throws IOException {
        String line = line();
        while (line.matches("[0-9]{3}-.*")) {
            line = line();
        }
        return line;
    }

    /// {@return the next line; empty at the end of the stream}
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    /// Sends a message to a port for direct clients.
    ///
    /// @param content as it goes over the wire, dots doubled, without the last one
    /// @return the reply to the end of the content
    public static String send(int port, String from, List<String> to, String content)
            throws IOException {
        try (MailClient client = new MailClient(port)) {
            client.reply();
            client.command("EHLO client.example.com");
            client.command("MAIL FROM:<" + from + ">");
            for (String recipient : to) {
                client.command("RCPT TO:<" + recipient + ">");
            }
            client.command("DATA");
            client.send(content);
            return client.command(".");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
