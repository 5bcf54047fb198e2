package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tohost.common.testing.Dice;

/// A client that does whatever comes into its mind to its INBOX, and keeps an eye on what it is
/// told.
final class RandomSession implements AutoCloseable {
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Deleted", "work");

    private static final int LINES = 100;

    private final ImapClient client;
    private final Kind kind;
    private final Dice dice;
    private final SessionModel model;
    private final Deque<String> dialogue = new ArrayDeque<>();
    private String validity = "";

    /// What the client understands.
    enum Kind {
        PLAIN,
        CONDSTORE,
        QRESYNC
    }

    RandomSession(ImapNode node, String user, Kind kind, Dice dice) throws IOException {
        this.client = new ImapClient(node.port());
        this.kind = kind;
        this.dice = dice;
        this.model = new SessionModel(kind != Kind.PLAIN);
        client.ok("LOGIN " + user + " secret");
        if (kind != Kind.PLAIN) {
            client.ok("ENABLE " + kind);
        }
        select("");
    }

    /// Does something.
    void step() throws IOException {
        int size = model.size();
        int to = size == 0 ? 0 : 1 + dice.upTo(size - 1);
        int from = to == 0 ? 0 : Math.max(1, to - dice.upTo(3));
        String set = from + ":" + to;
        switch (to == 0 ? dice.upTo(2) : dice.upTo(15)) {
            case 0 -> does("APPEND INBOX {3+}\r\nabc", true);
            case 1 -> does("NOOP", true);
            case 2 -> idle();
            case 3 -> selectAgain();
            case 4 -> does("EXPUNGE", true);
            case 5 -> does("COPY " + to + " INBOX", true);
            case 6 -> does("MOVE " + to + " INBOX", true);
            case 7 -> does("SEARCH " + (dice.oneIn(2) ? "DELETED" : "1:*"), false);
            case 8 -> does("UID SEARCH UNSEEN", true);
            case 9 -> does("FETCH " + set + " (UID FLAGS)", false);
            case 10 -> does("UID FETCH 1:* (FLAGS)", true);
            case 11 -> does("FETCH " + to + " BODY[]<0.1>", false);
            default -> store(from, to);
        }
        know();
    }

    private List<String> does(String command, boolean mayExpunge) throws IOException {
        List<String> lines = heard(command, client.command(command));
        String status = lines.getLast();
        boolean gone = status.startsWith("NO [EXPUNGEISSUED]") || status.startsWith("NO [MODIFIED");
        assertTrue(status.startsWith("OK") || gone, () -> command + ": " + status);
        model.take(lines, mayExpunge);
        return lines;
    }

    private void store(int from, int to) throws IOException {
        String mode = dice.oneOf(List.of("+", "-", ""));
        String flag = dice.oneOf(FLAGS);
        boolean silent = dice.oneIn(2);
        String condition =
                kind != Kind.PLAIN && dice.oneIn(2) ? "(UNCHANGEDSINCE " + model.upTo() + ") " : "";
        if (silent) {
            model.change(from - 1, to, mode, flag);
        }
        String item = mode + "FLAGS" + (silent ? ".SILENT" : "");
        String command = "STORE " + from + ":" + to + " " + condition + item + " (" + flag + ")";
        List<String> lines = does(command, false);
        if (lines.getLast().contains("[MODIFIED")) {
            model.doubt(from - 1, to);
        }
    }

    private void idle() throws IOException {
        client.send("idle IDLE\r\n");
        List<String> lines = new ArrayList<>();
        for (String line = client.line(); !line.startsWith("+"); line = client.line()) {
            assertTrue(line.startsWith("* "), line);
            lines.add(line);
        }
        client.send("DONE\r\n");
        lines.addAll(client.until("idle"));
        model.take(heard("IDLE", lines), true);
    }

    private void selectAgain() throws IOException {
        if (kind == Kind.QRESYNC) {
            know();
            String command = "SELECT INBOX (QRESYNC (" + validity + " " + model.upTo() + "))";
            model.catchUp(heard(command, client.ok(command)));
        } else {
            select(kind == Kind.PLAIN ? "" : " (CONDSTORE)");
        }
    }

    private void select(String parameters) throws IOException {
        model.reset();
        String command = "SELECT INBOX" + parameters;
        List<String> lines = heard(command, client.ok(command));
        model.take(lines, true);
        for (String line : lines) {
            if (line.startsWith("* OK [UIDVALIDITY ")) {
                validity = line.replaceAll("\\D+", "");
            }
        }
        know();
    }

    /// Asks for what it does not know of its messages.
    private void know() throws IOException {
        String unknown = model.unknown().toString();
        if (!unknown.isEmpty()) {
            does("FETCH " + unknown + " (UID FLAGS)", false);
        }
    }

    /// {@return what it thinks the mailbox holds once nothing happens any more}
    Map<Long, Set<String>> view() throws IOException {
        does("NOOP", true);
        know();
        return model.view();
    }

    /// {@return the responses, each of them one line, also where an octet of a message is in it}
    private List<String> heard(String command, List<String> lines) {
        dialogue.add("C: " + command);
        List<String> responses = new ArrayList<>();
        for (String line : lines) {
            boolean goesOn = !responses.isEmpty() && responses.getLast().endsWith(" {1}");
            responses.add(goesOn ? responses.removeLast() + line : line);
        }
        responses.forEach(response -> dialogue.add("S: " + response));
        while (dialogue.size() > LINES) {
            dialogue.removeFirst();
        }
        return responses;
    }

    /// {@return what was said last}
    @Override
    public String toString() {
        return kind + "\n" + String.join("\n", dialogue);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
