package org.tohost.deploy.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.domain.Secret;

/// IMAP (RFC 9051).
final class ImapClient implements MailClient.Reader {
    private static final Pattern LITERAL = Pattern.compile(".*\\{([0-9]{1,10})}");

    private final Wire wire;
    private int number;
    private boolean selected;

    ImapClient(Wire wire, Dial dial) throws IOException {
        this.wire = wire;
        String greeting = wire.line();
        if (!greeting.startsWith("* OK")) {
            throw new Unexpected("greeting", greeting);
        }
        if (dial.starttls()) {
            command("starttls", "STARTTLS");
            wire.secure(dial.target().host(), dial.target().port());
        }
    }

    @Override
    public void login(String user, Secret password) throws IOException {
        String tag = begin("AUTHENTICATE PLAIN");
        awaitGoAhead("login");
        wire.send(MailClient.plain(user, password));
        awaitOk("login", tag);
    }

    @Override
    public void ping() throws IOException {
        command("noop", "NOOP");
    }

    @Override
    public void fetch(int message, OutputStream into) throws IOException {
        if (!selected) {
            command("select", "EXAMINE INBOX");
            selected = true;
        }
        String tag = begin("FETCH " + message + " BODY.PEEK[]");
        boolean found = false;
        String line = wire.line();
        while (!line.startsWith(tag + " ")) {
            Matcher literal = LITERAL.matcher(line);
            if (literal.matches()) {
                boolean wanted = !found && line.startsWith("* " + message + " FETCH ");
                wire.read(
                        Long.parseLong(literal.group(1)),
                        wanted ? into : OutputStream.nullOutputStream());
                found |= wanted;
            }
            line = wire.line();
        }
        requireOk("fetch", tag, line);
        if (!found) {
            throw new Unexpected("fetch", "there is no message " + message);
        }
    }

    @Override
    public void hold(Duration time) throws IOException {
        command("select", "EXAMINE INBOX");
        String tag = begin("IDLE");
        awaitGoAhead("idle");
        long until = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && wire.awaitInput(Duration.ofNanos(left))) {
            String line = wire.line();
            if (!line.startsWith("* ") || isBye(line)) {
                throw new Unexpected("idle", line);
            }
            left = until - System.nanoTime();
        }
        wire.send("DONE");
        awaitOk("idle", tag);
    }

    @Override
    public void quit() throws IOException {
        String tag = begin("LOGOUT");
        String line = wire.line();
        while (!line.startsWith(tag + " ")) {
            line = wire.line();
        }
        requireOk("logout", tag, line);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void command(String where, String text) throws IOException {
        awaitOk(where, begin(text));
    }

    private String begin(String text) throws IOException {
        String tag = "b" + ++number;
        wire.send(tag + " " + text);
        return tag;
    }

    private void awaitGoAhead(String where) throws IOException {
        String line = wire.line();
        while (line.startsWith("* ") && !isBye(line)) {
            line = wire.line();
        }
        if (!line.startsWith("+")) {
            throw new Unexpected(where, withoutTag(line));
        }
    }

    private void awaitOk(String where, String tag) throws IOException {
        String line = wire.line();
        while (line.startsWith("* ") && !isBye(line)) {
            line = wire.line();
        }
        requireOk(where, tag, line);
    }

    private static void requireOk(String where, String tag, String line) throws Unexpected {
        if (!line.toUpperCase(Locale.ROOT).startsWith(tag.toUpperCase(Locale.ROOT) + " OK")) {
            throw new Unexpected(where, withoutTag(line));
        }
    }

    /// Tags count up; without them equal failures are of one kind.
    private static String withoutTag(String line) {
        return line.replaceFirst("^b[0-9]+ ", "");
    }

    private static boolean isBye(String line) {
        return line.toUpperCase(Locale.ROOT).startsWith("* BYE");
    }
}
