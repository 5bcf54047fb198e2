package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are as large as a client can make them.
class LargeCommandsTest {
    private static final String USER = "alice@example.net";

    @TempDir Path folder;
    private ImapNode node;

    @BeforeEach
    void start() throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
        node.users().with(USER, "be1");
        node.deliver(USER, "INBOX", "Subject: x\n\nhi\n");
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void asManyKeysAsASearchMayHaveAreAsked() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String search = client.ok("SEARCH" + " UNSEEN".repeat(4999)).getFirst();
            assertEquals("* SEARCH 1", search);
        }
    }

    @Test
    void aCommandOfVeryManySmallLiteralsIsRefused() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            client.send("many SEARCH TEXT {0+}\r\n" + " {0+}\r\n".repeat(10_000) + "\r\n");
            assertEquals("BAD The command is too long", client.until("many").getLast());
            client.ok("NOOP");
        }
    }

    @Test
    void aPatternThatIsLongerThanAnyNameIsRefused() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String answer = client.command("LIST \"\" " + "*".repeat(60_000)).getLast();
            assertTrue(answer.startsWith("NO [LIMIT]"), answer);
        }
    }
}
