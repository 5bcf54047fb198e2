package org.tohost.deploy.cluster;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client of IMAP or SMTP on loopback.
final class Talk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Talk(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /// {@return the next line; empty at the end}
    String line() throws IOException {
        String line = in.readLine();
        return line == null ? "" : line;
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends LOGIN with a name and a password as literals.
    void logIn(byte[] name, byte[] password) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("t LOGIN {" + name.length + "+}\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(name);
        out.writeBytes((" {" + password.length + "+}\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(password);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(out.toByteArray());
    }

    /// Sends a line of SMTP that must be answered like this.
    void say(String line, String code) throws IOException {
        send(line);
        String answer = line();
        if (!answer.startsWith(code)) {
            throw new IOException(line + ": " + answer);
        }
    }

    /// Sends a command of IMAP that must end with OK. {@return the untagged responses}
    List<String> ok(String command) throws IOException {
        send("t " + command);
        List<String> lines = new ArrayList<>();
        String line = line();
        while (line.startsWith("* ") && !line.startsWith("* BYE")) {
            lines.add(line);
            line = line();
        }
        if (!line.startsWith("t OK")) {
            throw new IOException(command.split(" ", 2)[0] + ": " + line);
        }
        return lines;
    }

    /// {@return true if the user has this mailbox where the session is}
    boolean sees(String mailbox) throws IOException {
        return !ok("LIST \"\" " + mailbox).isEmpty();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
