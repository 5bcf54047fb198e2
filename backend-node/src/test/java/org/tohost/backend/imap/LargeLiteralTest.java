package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.config.ByteSize;

/// A literal of 50 MB goes to the disk while it arrives, and not through memory.
class LargeLiteralTest {
    private static final String USER = "alice@example.net";
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 50;

    @TempDir Path folder;

    @Test
    void itIsInTheSpoolBeforeItsEnd() throws IOException {
        ImapSettings settings =
                new ImapSettings(
                        new ByteSize(64 << 20), Duration.ofMinutes(30), Duration.ofMinutes(2));
        try (ImapNode node = new ImapNode(folder, settings)) {
            node.users().with(USER, "be1");
            try (ImapClient client = ImapClient.selected(node, USER)) {
                String piece = "0123456789abcde\n".repeat(PIECE / 16);
                client.send("big APPEND INBOX {" + PIECES * PIECE + "+}\r\n");
                for (int i = 0; i < PIECES - 1; i++) {
                    client.send(piece);
                }
                awaitSpooled((PIECES - 4L) * PIECE);
                client.send(piece + "\r\n");
                assertTrue(client.until("big").getLast().startsWith("OK [APPENDUID "));
                assertEquals(
                        List.of("* 1 FETCH (RFC822.SIZE " + PIECES * PIECE + ")"),
                        client.ok("FETCH 1 RFC822.SIZE"));
                assertEquals(0, spooled());
            }
        }
    }

    private void awaitSpooled(long octets) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (spooled() < octets) {
            if (System.nanoTime() > end) {
                fail(spooled() + " octets in the spool");
            }
            Thread.onSpinWait();
        }
    }

    private long spooled() throws IOException {
        long octets = 0;
        try (Stream<Path> files = Files.list(folder.resolve("store/spool"))) {
            for (Path file : files.toList()) {
                octets += Files.size(file);
            }
        }
        return octets;
    }
}
