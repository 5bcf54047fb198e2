package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.backup.Backup;
import org.tohost.backend.backup.Manifest;
import org.tohost.backend.backup.ManifestCheck;
import org.tohost.backend.log.LogDamage;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Backups are made while somebody writes.
class BackupWhileWritingTest {
    private static final int ROUNDS = 4;
    private static final int EACH = 30;

    @TempDir Path folder;
    private final List<String> flaws = new ArrayList<>();

    private final class Flaws implements ImageFindings {
        @Override
        public void damage(LogDamage damage) {
            flaws.add(damage.toString());
        }

        @Override
        public void lost(UserId user, long first, long last) {
            flaws.add(user + " " + first + " to " + last);
        }

        @Override
        public void progress(long read, long all) {
            assertTrue(read <= all);
        }
    }

    @Test
    void eachHasAllThatWasAcknowledgedBeforeAndIsAStore() throws Exception {
        Path backup = folder.resolve("backup");
        AtomicInteger acknowledged = new AtomicInteger();
        Semaphore progress = new Semaphore(0);
        AtomicBoolean stop = new AtomicBoolean();
        try (MailStore store = StoreFixture.open(folder.resolve("store"))) {
            Thread writer =
                    Thread.startVirtualThread(() -> {
                        while (!stop.get()) {
                            StoreFixture.append(store, ANNA, "INBOX", "x".repeat(10_000));
                            acknowledged.incrementAndGet();
                            progress.release();
                        }
                    });
            Backup backups = new Backup(store, Clock.fixed(StoreFixture.NOW, ZoneOffset.UTC));
            for (int round = 0; round < ROUNDS; round++) {
                assertTrue(progress.tryAcquire(EACH, 60, TimeUnit.SECONDS));
                int before = acknowledged.get();
                Manifest made = backups.run(backup, (done, all) -> assertTrue(done <= all));
                assertTrue(made.segments().size() > round);
                assertTrue(messages(backup, round) >= before);
            }
            stop.set(true);
            writer.join();
            Failure.Unavailable refused =
                    assertThrows(
                            Failure.Unavailable.class,
                            () -> backups.run(folder.resolve("store"), (_, _) -> {}));
            assertTrue(refused.getMessage().contains("is the folder of a store"));
        }
        assertEquals(List.of(), flaws);
        try (MailStore restored = StoreFixture.open(backup)) {
            int there = restored.view(ANNA).inbox().messages().size();
            assertTrue(there >= ROUNDS * EACH);
            StoreFixture.append(restored, ANNA, "INBOX", "more");
            StoreFixture.append(restored, BERT, "INBOX", "more");
            assertEquals(there + 1, restored.view(ANNA).inbox().messages().size());
        }
    }

    private int messages(Path backup, int round) throws IOException {
        Flaws findings = new Flaws();
        new ManifestCheck(backup, findings::damage).run();
        Path scratch = folder.resolve("scratch" + round);
        try (StoreImage image =
                StoreImage.read(backup.resolve(Backup.LOG), scratch, true, findings)) {
            return image.view(ANNA).inbox().messages().size();
        }
    }
}
