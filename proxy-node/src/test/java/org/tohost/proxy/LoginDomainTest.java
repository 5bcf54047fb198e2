package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// User names without a domain, completed by how the client came in.
final class LoginDomainTest {
    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private String userOf(Wire client, String name) throws Exception {
        client.send("a LOGIN " + name + " s3cret\n");
        String line = client.line();
        while (!line.startsWith("a ")) {
            line = client.line();
        }
        assertEquals("a OK [CAPABILITY IMAP4rev1 IDLE] Logged in", line);
        return scripts.ticket().user().orElseThrow().name();
    }

    @Test
    void theServerNameOrTheAddressChoosesTheDomain() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users()
                    .with("alice@one.test", "be1")
                    .with("alice@two.test", "be1")
                    .with("alice@three.test", "be1");
            proxy.loginDomain("", "imap.one.test", "one.test")
                    .loginDomain("127.0.0.1", "", "two.test")
                    .start();
            try (Wire plain = proxy.plain(Service.IMAP)) {
                assertEquals("alice@two.test", userOf(plain, "alice"));
            }
            try (Wire plain = proxy.plain(Service.IMAP)) {
                assertEquals("alice@three.test", userOf(plain, "alice@three.test"));
            }
            try (Wire plain = proxy.plain(Service.IMAP)) {
                var _ = plain.line();
                var _ = plain.send("a STARTTLS\n").line();
                Wire client = proxy.upgrade(plain, "imap.one.test");
                assertEquals("alice@one.test", userOf(client, "Alice"));
            }
        }
    }
}
