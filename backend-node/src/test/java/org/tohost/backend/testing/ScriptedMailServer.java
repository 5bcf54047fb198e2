package org.tohost.backend.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server of SMTP or LMTP that answers as told, and keeps what it was sent.
public final class ScriptedMailServer implements AutoCloseable {
    private final LoopbackServer server;
    private final Script script;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> contents = new CopyOnWriteArrayList<>();

    /// What it says.
    @FunctionalInterface
    public interface Script {
        /// {@return the reply to this command, its lines with CRLF between and behind; empty to
        /// close the connection. `.` is the end of the content, the empty command the connection
        /// itself}
        String reply(String command);
    }

    /// Starts one on loopback.
    public ScriptedMailServer(Script script) throws IOException {
        this.script = script;
        this.server = new LoopbackServer(this::serve);
    }

    /// {@return where it listens}
    public int port() {
        return server.port();
    }

    /// {@return the commands of all connections}
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /// {@return the contents that were sent to the end}
    public List<String> contents() {
        return List.copyOf(contents);
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            boolean goesOn = say(client, "");
            while (goesOn) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                heard.add(line);
                goesOn = say(client, line);
                if (goesOn && line.equals("DATA")) {
                    contents.add(content(in));
                    goesOn = say(client, ".");
                }
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private static String content(BufferedReader in) throws IOException {
        StringBuilder content = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            content.append(line).append("\r\n");
            line = in.readLine();
        }
        return content.toString();
    }

    private boolean say(Socket client, String command) throws IOException {
        String reply = script.reply(command);
        client.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
        return !reply.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
