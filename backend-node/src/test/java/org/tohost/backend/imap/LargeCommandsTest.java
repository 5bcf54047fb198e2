package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.UserStore;
import org.tohost.common.domain.UserId;

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

    /// As many mailboxes as a user may have, and a pattern that fits none of them in the end.
    @Test
    void tenThousandMailboxesAreListed() throws IOException {
        UserStore mail = node.store().user(new UserId(USER));
        for (int i = 0; mail.view().mailboxes().size() < 10_000; i++) {
            int left = 10_000 - mail.view().mailboxes().size();
            String below = "/" + "x".repeat(10);
            mail.apply(new Intent.CreateMailbox("m" + i + below.repeat(Math.min(32, left) - 1)));
        }
        try (ImapClient client = ImapClient.selected(node, USER)) {
            assertEquals(10_000, client.ok("LIST \"\" *").size());
            assertEquals(0, client.ok("LIST \"\" " + "%*".repeat(400) + "y").size());
            assertEquals(0, client.ok("LIST \"\" \"" + "*x".repeat(500) + "y\"").size());
            assertEquals(0, client.ok("LSUB \"\" " + "%*".repeat(400)).size());
            String answer = client.command("CREATE further").getLast();
            assertTrue(answer.startsWith("NO [LIMIT]"), answer);
            assertEquals(
                    20_000,
                    client.ok("LIST (RECURSIVEMATCH SPECIAL-USE) \"\" *").size()
                            + client.ok("LIST \"\" * RETURN (STATUS (MESSAGES))").size());
        }
    }

    /// RFC 7888 4: what is too much is refused before it is sent, or the client has to go.
    @Test
    void aGigabyteIsNotTakenIn() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String answer = client.command("APPEND INBOX {1073741824}").getLast();
            assertTrue(answer.startsWith("NO [TOOBIG]"), answer);
            answer = client.command("SELECT {1073741824}").getLast();
            assertTrue(answer.startsWith("BAD [TOOBIG]"), answer);
            client.ok("NOOP");
            client.send("big SEARCH TEXT {1073741825+}\r\n");
            assertEquals("* BYE [TOOBIG] The literal is too large", client.line());
            assertEquals("", client.line());
        }
    }
}
