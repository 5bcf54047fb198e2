package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void aSearchThatIsNestedTooDeepIsRefused() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String lists = "(".repeat(1000) + "ALL" + ")".repeat(1000);
            for (String keys : List.of(lists, "NOT ".repeat(1000) + "ALL", "OR ".repeat(1000))) {
                assertEquals(
                        "BAD the search is too complex",
                        client.command("SEARCH " + keys).getLast());
                assertTrue(
                        client.command("UID SORT (DATE) UTF-8 " + keys)
                                .getLast()
                                .startsWith("BAD"));
            }
            client.ok("NOOP");
        }
    }

    @Test
    void keywordsByTheThousandAreRefused() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String keywords =
                    IntStream.range(0, 3000)
                            .mapToObj(i -> "k" + i)
                            .collect(Collectors.joining(" "));
            String answer = client.command("STORE 1 +FLAGS (" + keywords + ")").getLast();
            assertTrue(answer.startsWith("NO [LIMIT]"), answer);
            assertEquals(List.of("* SEARCH"), client.ok("SEARCH" + " KEYWORD k1".repeat(4000)));
        }
    }

    @Test
    void setsOfAllNumbersThereAreCostNothing() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String all = "1:4294967295";
            for (String command : List.of("COPY %s INBOX", "MOVE %s INBOX", "FETCH %s UID")) {
                String answer = client.command(String.format(command, all)).getLast();
                assertEquals("BAD no message has that number", answer);
            }
            assertEquals(List.of("* 1 FETCH (UID 1)"), client.ok("UID FETCH " + all + " UID"));
            assertEquals(List.of("* SEARCH 1"), client.ok("SEARCH UID " + all));
            assertEquals(List.of(), client.ok("UID STORE 2:4294967295 +FLAGS (\\Deleted)"));
            assertEquals(List.of(), client.ok("UID EXPUNGE " + all));
            assertEquals("* 2 EXISTS", client.ok("UID COPY " + all + " INBOX").getFirst());
        }
    }

    @Test
    void aSetOfVeryManyRangesIsOne() throws IOException {
        try (ImapClient client = ImapClient.selected(node, USER)) {
            String ranges =
                    IntStream.range(0, 5000)
                            .mapToObj(i -> i * 800_000L + 1 + ":" + (i * 800_000L + 9))
                            .collect(Collectors.joining(","));
            String search = "UID SEARCH RETURN (SAVE COUNT) " + "UID 1,2:7 ".repeat(500);
            assertEquals(List.of("* 1 FETCH (UID 1)"), client.ok("UID FETCH 1,9:12 UID"));
            assertTrue(client.ok(search + "ALL").getFirst().endsWith(" COUNT 1"));
            client.send("set UID FETCH " + ranges + " UID\r\n");
            assertEquals("* BAD line too long", client.line()); // 100 KB
            assertEquals(List.of("* 1 FETCH (UID 1)"), client.ok("UID FETCH $ UID"));
        }
    }

    @Test
    void whoeverDoesNotReadHoldsUpNobody() throws IOException {
        node.deliver(USER, "INBOX", "Subject: large\n\n" + "0123456789abcde\n".repeat(1 << 18));
        try (ImapClient slow = ImapClient.selected(node, USER);
                ImapClient other = ImapClient.selected(node, USER)) {
            slow.send("slow FETCH 2,2,2 (BODY.PEEK[] BODY.PEEK[TEXT])\r\n".repeat(20));
            for (int i = 0; i < 50; i++) {
                other.ok("STORE 1 " + (i % 2 == 0 ? "+" : "-") + "FLAGS (\\Flagged)");
                assertEquals(List.of("* SEARCH 2"), other.ok("SEARCH TEXT large"));
            }
            String first = slow.line();
            String size = first.substring(first.indexOf('{') + 1, first.indexOf('}'));
            assertEquals("* 2 FETCH (BODY[] ", first.substring(0, first.indexOf('{')));
            assertEquals(Integer.parseInt(size), slow.octets(Integer.parseInt(size)).length);
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
