package org.tohost.backend.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Bodies below and above the threshold.
class SpoolTest {
    private static final int THRESHOLD = 10_000;

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsReadWhateverTheChunks() {
        Spool spool = new Spool(folder, THRESHOLD);
        Seeded.check(60, dice -> writeAndRead(spool, dice));
    }

    private void writeAndRead(Spool spool, Dice dice) throws IOException {
        byte[] octets = dice.bytes(dice.oneIn(2) ? 40_000 : THRESHOLD);
        try (SpoolWriter writer = spool.begin()) {
            int at = 0;
            while (at < octets.length) {
                int length = Math.min(octets.length - at, 1 + dice.upTo(9000));
                if (length == 1) {
                    writer.write(octets[at]);
                } else {
                    writer.write(octets, at, length);
                }
                at += length;
                assertEquals(at, writer.size());
            }
            try (Spooled spooled = writer.finish()) {
                assertEquals(octets.length, spooled.size());
                assertArrayEquals(Sha256.digest().digest(octets), spooled.sha256());
                for (int i = 0; i < 2; i++) {
                    try (InputStream in = spooled.open()) {
                        assertArrayEquals(octets, in.readAllBytes());
                    }
                }
                assertEquals(octets.length > THRESHOLD ? 1 : 0, files());
            }
        }
        assertEquals(0, files());
    }

    @Test
    void anUnfinishedBodyLeavesNothing() throws IOException {
        try (SpoolWriter writer = new Spool(folder, THRESHOLD).begin()) {
            writer.write(new byte[50_000]);
            assertEquals(1, files());
        }
        assertEquals(0, files());
    }

    @Test
    void aBodyEndsOnce() {
        try (SpoolWriter writer = new Spool(folder, THRESHOLD).begin();
                Spooled _ = writer.finish()) {
            assertThrows(IllegalStateException.class, writer::finish);
        }
    }

    @Test
    void aNewSpoolIsEmpty() throws IOException {
        Files.write(folder.resolve("7.spool"), new byte[10]);
        Files.write(folder.resolve("other"), new byte[10]);
        assertEquals(2, files());
        new Spool(folder, THRESHOLD).begin().close();
        assertEquals(1, files());
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        assertThrows(Failure.Unavailable.class, () -> new Spool(file, THRESHOLD));
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }
}
