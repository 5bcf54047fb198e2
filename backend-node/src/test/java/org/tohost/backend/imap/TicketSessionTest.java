package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.UserId;

/// What nodes may do, and what a session that they hand over may not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketSessionTest {
    private static final Optional<UserId> FRED = Optional.of(new UserId("fred@example.net"));

    private ImapNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
        node.users().with("fred@example.net", "be1").with("elsewhere@example.net", "be2");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    @Test
    void opensTheMailOfItsUser() throws IOException {
        node.deliver("fred@example.net", "INBOX", Letters.LUNCH);
        try (ImapClient proxy = new ImapClient(node.nodePort())) {
            assertTrue(proxy.greeting().contains("AUTH=TOHOST-TICKET"), proxy.greeting());
            assertTrue(proxy.ticket(FRED).startsWith("OK [CAPABILITY "));
            assertTrue(proxy.ok("SELECT INBOX").contains("* 1 EXISTS"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN fred@example.net secret",
                "AUTHENTICATE PLAIN AGZyZWRAZXhhbXBsZS5uZXQAc2VjcmV0",
                "AUTHENTICATE TOHOST-TICKET AAAA",
                "STARTTLS",
                "UNAUTHENTICATE",
                "XCLIENT ADDR=192.0.2.1",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2",
            })
    void hasNoWayBack(String command) throws IOException {
        try (ImapClient proxy = new ImapClient(node.nodePort())) {
            proxy.ticket(FRED);
            String capabilities = proxy.ok("CAPABILITY").toString();
            for (String word : new String[] {"AUTH=", "STARTTLS", "LOGINDISABLED", "SASL-IR"}) {
                assertTrue(!capabilities.contains(word), capabilities);
            }
            assertTrue(proxy.command(command).getLast().startsWith("BAD "));
            assertTrue(proxy.ok("STATUS INBOX (MESSAGES)").getFirst().startsWith("* STATUS"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN fred@example.net secret",
                "AUTHENTICATE PLAIN AGZyZWRAZXhhbXBsZS5uZXQAc2VjcmV0",
                "STARTTLS",
                "SELECT INBOX",
            })
    void nodesComeWithATicketOnly(String command) throws IOException {
        try (ImapClient proxy = new ImapClient(node.nodePort())) {
            String answer = proxy.command(command).getLast();
            assertTrue(answer.startsWith("BAD ") || answer.startsWith("NO "), answer);
            assertTrue(proxy.command("SELECT INBOX").getLast().startsWith("BAD "));
        }
    }

    @Test
    void aTicketWithoutAUserOpensNothing() throws IOException {
        try (ImapClient proxy = new ImapClient(node.nodePort())) {
            String answer = proxy.ticket(Optional.empty());
            assertTrue(answer.startsWith("NO [AUTHENTICATIONFAILED]"), answer);
        }
    }

    @Test
    void theMailOfAnotherOwnersUserStaysShut() throws IOException {
        try (ImapClient proxy = new ImapClient(node.nodePort())) {
            String answer = proxy.ticket(Optional.of(new UserId("elsewhere@example.net")));
            assertTrue(answer.startsWith("NO [UNAVAILABLE]"), answer);
            assertEquals("BAD log in first", proxy.command("SELECT INBOX").getLast());
        }
    }
}
