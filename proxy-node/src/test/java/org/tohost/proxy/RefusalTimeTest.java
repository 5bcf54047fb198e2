package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// When clients hear that they are refused.
final class RefusalTimeTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String REFUSED = "a NO [AUTHENTICATIONFAILED] Authentication failed";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private TestProxy proxy(Duration time) throws Exception {
        TestProxy proxy = new TestProxy(folder, false).refusals(time);
        proxy.users().with("alice@example.test", "be1");
        proxy.backend("be1", scripts.imap(Scripts::echo));
        return proxy;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN alice@example.test wrong",
                "a LOGIN nobody@example.test s3cret",
                "a AUTHENTICATE PLAIN AGFsaWNlQGV4YW1wbGUudGVzdAB4"
            })
    void theWordComesLate(String login) throws Exception {
        try (TestProxy proxy = proxy(SHORT)) {
            proxy.start();
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                long begun = System.nanoTime();
                assertEquals(REFUSED, client.ask(login));
                // the clock of the day, by which the proxy reckons, may be set meanwhile
                assertTrue(System.nanoTime() - begun >= SHORT.toNanos() * 9 / 10);
                assertEquals("b OK NOOP completed", client.ask("b NOOP"));
            }
        }
    }

    @Test
    void whatComesBehindWaitsForIt() throws Exception {
        try (TestProxy proxy = proxy(SHORT)) {
            proxy.start();
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                client.send("a LOGIN alice@example.test wrong\nb NOOP\n");
                assertEquals(REFUSED, client.line());
                assertEquals("b OK NOOP completed", client.line());
            }
        }
    }

    @Test
    void anOutageIsToldAtOnce() throws Exception {
        try (TestProxy proxy = proxy(Duration.ofMinutes(1))) {
            proxy.users().silent(true);
            proxy.start();
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                assertTrue(
                        client.ask("a LOGIN alice@example.test s3cret")
                                .startsWith("a NO [UNAVAILABLE]"));
            }
        }
    }

    @Test
    void whoGoesMeanwhileIsForgotten() throws Exception {
        try (TestProxy proxy = proxy(SHORT)) {
            proxy.start();
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                client.send("a LOGIN alice@example.test wrong\n");
            }
            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                assertEquals(REFUSED, client.ask("a LOGIN nobody@example.test x"));
            }
            Eventually.holds("no session", () -> proxy.node().sessions().count() == 0);
        }
    }
}
