package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.CyrusFixture;
import org.tohost.proxy.fixture.Hosts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// The proxy in front of a real Cyrus, where it is a proxy server (`proxyservers`) and acts for the
/// user by PLAIN.
final class CyrusIT {
    @TempDir Path folder;

    private static Wire greeted(TestProxy proxy, Service service) throws Exception {
        Wire client = proxy.plain(service);
        client.line();
        return client;
    }

    @Test
    void theProxyUserActsForTheUser() throws Exception {
        Hosts.secret(folder.resolve("proxy.secret"), "pr0xy");
        try (CyrusFixture cyrus = CyrusFixture.start(folder);
                TestProxy proxy = new TestProxy(folder, false)) {
            proxy.users().with("alice@example.test", "cyrus");
            proxy.line(
                            Hosts.line(
                                    folder,
                                    "host=\"cyrus\" address=\"127.0.0.1\" login=\"master\""
                                            + " master_user=\"tohost@example.test\""
                                            + " master_password_file=\"proxy.secret\" tls=\"none\""
                                            + " imap=\"%d\" pop3=\"%d\" sieve=\"%d\""
                                                    .formatted(
                                                            cyrus.imap, cyrus.pop3, cyrus.sieve)))
                    .start();
            try (Wire client = greeted(proxy, Service.IMAP)) {
                client.send("a LOGIN alice@example.test s3cret\n");
                String answer = client.line();
                while (!answer.startsWith("a ")) {
                    answer = client.line();
                }
                assertTrue(answer.startsWith("a OK "), answer);
                client.send("b CREATE INBOX\nc STATUS INBOX (MESSAGES)\n");
                assertTrue(client.line().startsWith("b "));
                assertEquals("* STATUS INBOX (MESSAGES 0)", client.line());
                assertEquals("c OK Completed", client.line());
                assertTrue(client.ask("d UNAUTHENTICATE").startsWith("d BAD "));
            }
            try (Wire client = greeted(proxy, Service.POP3)) {
                client.send("USER alice@example.test\nPASS s3cret\n");
                assertEquals("+OK Password please", client.line());
                assertTrue(client.line().startsWith("+OK "));
                assertEquals("+OK 0 0", client.ask("STAT"));
            }
            try (Wire client = proxy.plain(Service.SIEVE)) {
                String line = client.line();
                while (!line.startsWith("OK")) {
                    line = client.line();
                }
                client.send("AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\"\n");
                assertEquals("OK", client.line());
                client.send("LISTSCRIPTS\n");
                assertTrue(client.line().startsWith("OK"));
                // the page for operators says so: here there is a way back to the login
                assertEquals("OK", client.ask("UNAUTHENTICATE"));
                assertEquals("NO \"Authenticate first\"", client.ask("LISTSCRIPTS"));
            }
        }
    }
}
