package org.tohost.common.nwauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;

class EditLockTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void isHadByOneAtATime() throws Exception {
        Path file = folder.resolve("users");
        CompletableFuture<String> next;
        try (EditLock _ = EditLock.take(file, LONG)) {
            Failure busy =
                    assertThrows(
                            Failure.Unavailable.class, () -> EditLock.take(file, Duration.ZERO));
            assertTrue(busy.getMessage().contains("users.lock"), busy.getMessage());
            next = CompletableFuture.supplyAsync(() -> taken(file));
        }
        assertEquals("taken", next.get(60, TimeUnit.SECONDS));
    }

    private static String taken(Path file) {
        try (EditLock _ = EditLock.take(file, LONG)) {
            return "taken";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
