package org.tohost.common.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.TestCa;

class ReloadCertificatesTest {
    @TempDir Path folder;
    private final AtomicInteger reloads = new AtomicInteger();

    @Test
    void tellsWhatIsShownFromNowOn() throws IOException {
        var identity = TestCa.create(folder).publicIdentity();
        Path file = folder.resolve("public.crt");
        Told told = new ReloadCertificates(List.of(file), reloads::incrementAndGet).run(List.of());
        String until = identity.chain().getFirst().getNotAfter().toInstant().toString();
        assertEquals(
                List.of(new Told.Fact(file.toString(), "CN=localhost, good until " + until)),
                told.facts());
        assertEquals(1, reloads.get());
    }

    @Test
    void tellsWhichFileIsBad() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.crt"), "");
        refused(new ReloadCertificates(List.of(file), reloads::incrementAndGet), "empty.crt");
        assertEquals(0, reloads.get());
        var _ = TestCa.create(folder).publicIdentity();
        refused(
                new ReloadCertificates(
                        List.of(folder.resolve("public.crt")),
                        () -> {
                            throw new IOException("public.key: is another's");
                        }),
                "public.key: is another's; the old certificates stay in use");
    }

    private static void refused(ReloadCertificates command, String why) {
        Failure.Unavailable failure =
                assertThrows(Failure.Unavailable.class, () -> command.run(List.of()));
        assertTrue(failure.getMessage().contains(why), failure::getMessage);
    }

    @Test
    void takesNoArgumentsAndDoesNothingWithoutCertificates() {
        ReloadCertificates command = new ReloadCertificates(List.of(), reloads::incrementAndGet);
        assertThrows(Failure.Syntax.class, () -> command.run(List.of("all")));
        assertEquals(Told.of("certificates", "none by the settings"), command.run(List.of()));
        assertEquals(0, reloads.get());
    }
}
