package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.RecordedLog;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;
import org.tohost.proxy.rehearsal.Rehearsal;

/// A proxy that warms up: nothing of it is to be seen afterwards.
final class ProxyWarmUpTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNoTrace(boolean clusterTls) throws Exception {
        Scripts scripts = new Scripts();
        try (RecordedLog told = new RecordedLog(Rehearsal.class);
                RecordedLog logins = new RecordedLog("tohost.login");
                RecordedLog sessions = new RecordedLog("tohost.session");
                TestProxy proxy =
                        new TestProxy(folder, clusterTls).warmUp(Duration.ofMillis(700))) {
            ScriptedBackend backend = proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            String line = told.lines().getFirst();
            assertTrue(line.startsWith("INFO warmed up by "), line);
            assertEquals(List.of(), logins.lines());
            assertEquals(List.of(), sessions.lines());
            assertEquals(0, proxy.users().calls());
            assertEquals(0, backend.connections());
            assertEquals(0, proxy.node().sessions().count());

            try (Wire client = proxy.plain(Service.IMAP)) {
                client.line();
                client.send("a LOGIN alice@example.test s3cret\n");
                assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.line());
                assertEquals(1, proxy.logins(Service.IMAP, "ok"));
            }
        }
    }
}
