package org.tohost.deploy.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.tohost.common.domain.Secret;

/// POP3 (RFC 1939, RFC 5034).
final class Pop3Client implements MailClient.Reader {
    private final Wire wire;

    Pop3Client(Wire wire, Dial dial) throws IOException {
        this.wire = wire;
        awaitOk("greeting");
        if (dial.starttls()) {
            command("starttls", "STLS");
            wire.secure(dial.target().host(), dial.target().port());
        }
    }

    @Override
    public void login(String user, Secret password) throws IOException {
        wire.send("AUTH PLAIN");
        String line = wire.line();
        if (!line.startsWith("+ ") && !line.equals("+")) {
            throw new Unexpected("login", line);
        }
        command("login", MailClient.plain(user, password));
    }

    @Override
    public void ping() throws IOException {
        command("noop", "NOOP");
    }

    @Override
    public void fetch(int number, OutputStream into) throws IOException {
        command("fetch", "RETR " + number);
        String line = wire.line();
        while (!line.equals(".")) {
            String content = line.startsWith(".") ? line.substring(1) : line;
            into.write((content + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            line = wire.line();
        }
    }

    @Override
    public void hold(Duration time) throws IOException {
        if (wire.awaitInput(time)) {
            throw new Unexpected("idle", wire.line());
        }
        ping();
    }

    @Override
    public void quit() throws IOException {
        command("quit", "QUIT");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void command(String where, String text) throws IOException {
        wire.send(text);
        awaitOk(where);
    }

    private void awaitOk(String where) throws IOException {
        String line = wire.line();
        if (!line.startsWith("+OK")) {
            throw new Unexpected(where, line);
        }
    }
}
