package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Whether a proxy resumes its TLS sessions with back-ends, and whether both still know each other
/// then: the back-end by the proxy's certificate, which it has not been shown again, and the proxy
/// by the back-end's.
final class InnerResumptionTest {
    private static final int LOGINS = 1000;
    private static final int AT_A_TIME = 16;

    /// For machines that are busy with something else.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    /// Java's engine keeps fewer sessions, so its share is not as good.
    @ParameterizedTest
    @CsvSource({"OPENSSL, 20", "JDK, 5"})
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void allHandshakesButOneInSoManyAreResumed(ProxySettings.Engine engine, int one)
            throws Exception {
        Scripts scripts = new Scripts();
        try (TestProxy proxy = new TestProxy(folder, true).engine(engine).patience(PATIENCE)) {
            ScriptedBackend backend =
                    proxy.backend(
                            "be1",
                            guest -> {
                                assertEquals("px", guest.peer().orElseThrow().name().name());
                                scripts.imap(Scripts::echo).serve(guest);
                            });
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
                List<Callable<String>> logins = new ArrayList<>();
                for (int i = 0; i < LOGINS; i++) {
                    logins.add(() -> login(proxy));
                }
                for (Future<String> login : clients.invokeAll(logins)) {
                    assertEquals("echo a2 NOOP", login.get());
                }
            }
            assertEquals(LOGINS, backend.connections());
            int full = backend.fullHandshakes();
            assertTrue(full <= LOGINS / one, full + " full handshakes");
        }
    }

    private static String login(TestProxy proxy) throws Exception {
        try (Wire client = proxy.plain(Service.IMAP)) {
            client.line();
            client.send("a1 LOGIN alice@example.test s3cret\n");
            assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.line());
            client.line();
            return client.ask("a2 NOOP");
        }
    }
}
