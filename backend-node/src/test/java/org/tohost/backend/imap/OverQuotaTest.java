package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.QuotaSettings;

/// A session of somebody whose mailboxes are full (RFC 9208 4.1).
class OverQuotaTest {
    private static final String FRED = "fred@example.net";
    private static final String FULL = "NO [OVERQUOTA] Mailbox is full";

    @TempDir private Path folder;

    private static String append(int octets) {
        return "APPEND INBOX {" + octets + "+}\r\n" + "x".repeat(octets);
    }

    @Test
    void whatAddsMailIsRefusedAndAllElseGoesOn() throws IOException {
        try (ImapNode node = new ImapNode(folder, ImapNode.settings())) {
            node.users().with(FRED, "be1").withQuota(FRED, 1000);
            try (ImapClient client = ImapClient.selected(node, FRED)) {
                client.ok("CREATE other");
                client.ok(append(600));
                assertEquals(FULL, client.command(append(500)).getLast());
                assertEquals(FULL, client.command("APPEND INBOX {401}").getLast());
                client.ok(append(400));
                assertEquals(FULL, client.command("COPY 1 other").getLast());
                assertEquals(
                        "NO [TRYCREATE] No such mailbox",
                        client.command("COPY 1 nowhere").getLast());
                client.ok("MOVE 1 other");
                client.ok("STORE 1 +FLAGS (\\Deleted)");
                client.ok("EXPUNGE");
                client.ok(append(300));
            }
            node.users().withQuota(FRED, 5000);
            try (ImapClient client = ImapClient.selected(node, FRED)) {
                client.ok(append(3000));
            }
        }
    }

    /// RFC 9208 4.1, 4.2, 5.1, 5.2.
    @Test
    void theLimitsAndWhatIsUsedAreTold() throws IOException {
        QuotaSettings two = new QuotaSettings(Optional.empty(), 2, QuotaSettings.DEFAULT.reject());
        try (ImapNode node = new ImapNode(folder, ImapNode.settings(), two)) {
            node.users().with(FRED, "be1").withQuota(FRED, 4000);
            try (ImapClient client = ImapClient.selected(node, FRED)) {
                assertEquals(
                        List.of("* QUOTA \"\" (STORAGE 0 4 MESSAGE 0 2)"),
                        client.ok("GETQUOTA \"\""));
                client.ok(append(1025));
                assertEquals(
                        List.of(
                                "* QUOTAROOT \"yet/to/come\" \"\"",
                                "* QUOTA \"\" (STORAGE 2 4 MESSAGE 1 2)"),
                        client.ok("GETQUOTAROOT yet/to/come"));
                client.ok(append(1));
                assertEquals(FULL, client.command(append(1)).getLast());
                assertEquals(FULL, client.command("COPY 1 INBOX").getLast());
                assertEquals(
                        "NO [NONEXISTENT] No such quota root",
                        client.command("GETQUOTA other").getLast());
            }
        }
    }
}
