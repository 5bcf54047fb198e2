package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Whatever the sessions of a mailbox do in turn, what each is told adds up to what is there.
class ManySessionsTest {
    private static final Pattern FETCH =
            Pattern.compile("\\* (\\d+) FETCH \\((?:UID (\\d+) )?FLAGS \\(([^)]*)\\)\\)");
    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Deleted", "\\Deleted", "\\Flagged", "work");

    /// A client that believes what it is told.
    private static final class Believer {
        private final ImapClient client;
        private final List<String> known = new ArrayList<>();

        Believer(ImapClient client) {
            this.client = client;
        }

        void run(String command) throws IOException {
            client.command(command).forEach(this::hear);
        }

        private void hear(String line) {
            if (line.endsWith(" EXPUNGE")) {
                known.remove(number(line) - 1);
            } else if (line.endsWith(" EXISTS")) {
                while (known.size() < number(line)) {
                    known.add("?");
                }
                assertEquals(number(line), known.size());
            }
            Matcher fetch = FETCH.matcher(line);
            if (fetch.matches()) {
                int place = Integer.parseInt(fetch.group(1)) - 1;
                String before = known.get(place);
                String uid = fetch.group(2) == null ? before.replaceAll(" .*", "") : fetch.group(2);
                if (!before.startsWith("?")) {
                    assertEquals(before.replaceAll(" .*", ""), uid);
                }
                String flags = fetch.group(3).replaceAll(" ?\\\\Recent", "");
                known.set(place, uid + " " + flags);
            }
        }

        private static int number(String line) {
            return Integer.parseInt(line.substring(2, line.indexOf(' ', 2)));
        }
    }

    @Test
    void seeOneMailbox(@TempDir Path folder) throws IOException {
        try (ImapNode node = new ImapNode(folder, ImapNode.settings())) {
            Seeded.check(10, dice -> play(node, dice, dice.random().nextInt(1_000_000)));
        }
    }

    private static void play(ImapNode node, Dice dice, int number) throws IOException {
        String user = "u" + number + "@example.net";
        node.users().with(user, "be1");
        List<Believer> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Believer session = new Believer(new ImapClient(node.port()));
            session.run("LOGIN " + user + " secret");
            session.run("SELECT INBOX");
            sessions.add(session);
        }
        for (int step = 0; step < 150; step++) {
            dice.oneOf(sessions).run(command(dice));
        }
        Believer fresh = new Believer(new ImapClient(node.port()));
        fresh.run("LOGIN " + user + " secret");
        fresh.run("EXAMINE INBOX");
        fresh.run("FETCH 1:* (UID FLAGS)");
        for (Believer session : sessions) {
            session.run("NOOP");
            List<String> heard = List.copyOf(session.known);
            session.run("FETCH 1:* (UID FLAGS)");
            assertEquals(fresh.known, session.known);
            for (int i = 0; i < heard.size(); i++) {
                if (!heard.get(i).startsWith("?")) {
                    assertEquals(heard.get(i), session.known.get(i), "told without being asked");
                }
            }
            session.client.close();
        }
        fresh.client.close();
    }

    private static String command(Dice dice) {
        int low = 1 + dice.upTo(8);
        String set = low + ":" + (low + dice.upTo(4));
        String uid = dice.oneIn(2) ? "UID " : "";
        return switch (dice.upTo(7)) {
            case 0, 1 -> "APPEND INBOX (" + dice.oneOf(FLAGS) + ") {5+}\r\nhello";
            case 2 -> uid + "STORE " + set + " +FLAGS (" + dice.oneOf(FLAGS) + ")";
            case 3 -> uid + "STORE " + set + " -FLAGS (" + dice.oneOf(FLAGS) + ")";
            case 4 -> "EXPUNGE";
            case 5 -> uid + "FETCH " + set + " (UID FLAGS)";
            case 6 -> uid + "SEARCH ALL";
            default -> dice.oneIn(2) ? "NOOP" : uid + "COPY " + set + " INBOX";
        };
    }
}
