package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

final class ProxyPop3Test {
    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void handsOver(boolean clientTls, boolean clusterTls) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, clusterTls)) {
            proxy.backend("be1", scripts.pop3(Scripts::echo));
            proxy.users().with("alice@example.test"); // g_proxy_default
            proxy.start();
            try (Wire client = clientTls ? proxy.tls(Service.POP3) : proxy.plain(Service.POP3)) {
                assertEquals("+OK px Tohost ready", client.line());
                client.send("USER alice@example.test\nPASS s3cret\nSTAT\nLIST\n");
                assertEquals(
                        """
                        +OK Password please
                        +OK 0 messages
                        echo STAT
                        echo LIST
                        """,
                        client.lines(4));
                assertEquals("alice@example.test", scripts.ticket().user().orElseThrow().name());
            }
        }
    }

    @Test
    void startsTlsAndDropsWhatWasSentBehindIt() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            proxy.backend("be1", scripts.pop3(Scripts::echo));
            proxy.users().with("alice@example.test");
            proxy.start();
            try (Wire plain = proxy.plain(Service.POP3)) {
                plain.line();
                assertEquals(
                        "+OK Begin TLS negotiation now",
                        plain.send("STLS\nUSER eve\nPASS s3cret\n").line());
                Wire client = proxy.upgrade(plain);
                assertEquals("-ERR USER comes first", client.ask("PASS s3cret"));
                client.send("AUTH PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABzM2NyZXQ=\nSTAT\n");
                assertEquals("+OK 0 messages\necho STAT\n", client.lines(2));
                assertTrue(scripts.ticket().client().tls());
            }
        }
    }

    @Test
    void refuses() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.users().with("alice@example.test", "be1", "be2");
            proxy.start();
            try (Wire client = proxy.plain(Service.POP3)) {
                client.line();
                client.ask("USER nobody@example.test");
                assertEquals("-ERR [AUTH] Authentication failed", client.ask("PASS s3cret"));
                client.ask("USER alice@example.test");
                assertEquals(
                        "-ERR [SYS/TEMP] Temporarily unavailable, try later",
                        client.ask("PASS s3cret"));
                assertEquals("+OK Bye", client.ask("QUIT"));
                assertEquals("(end)", client.line());
            }
        }
    }
}
