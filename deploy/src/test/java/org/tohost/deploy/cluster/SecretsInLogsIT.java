package org.tohost.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.testing.WholeLog;

/// Whether passwords get into a log on their whole way, from the start of the nodes on: through a
/// proxy to the directory, and on to a back-end. At every level.
final class SecretsInLogsIT {
    private static final String WRONG = "c4nary-c4nary";

    @TempDir private Path folder;

    @Test
    void noPasswordLeavesATrace() throws Exception {
        try (WholeLog log = new WholeLog()) {
            try (SmallCluster cluster = new SmallCluster(folder, 1, "auto")) {
                byte[] name = SmallCluster.user(0).getBytes(StandardCharsets.US_ASCII);
                assertEquals(
                        "t NO [AUTHENTICATIONFAILED] Authentication failed",
                        cluster.tryLogIn(name, WRONG.getBytes(StandardCharsets.US_ASCII)));
                try (Talk talk = cluster.logIn(0)) {
                    talk.ok("SELECT INBOX");
                }
            }
            assertFalse(log.with("event=login result=refused").isEmpty());
            assertFalse(log.with("event=login result=accepted").isEmpty());
            assertEquals(List.of(), log.telling(WRONG));
            assertEquals(List.of(), log.telling("let me read")); // the service's own
            assertEquals(
                    List.of(),
                    log.telling("secret").stream() // of everybody; and the name of a file
                            .filter(line -> !line.contains("cluster.secret"))
                            .toList());
        }
    }
}
