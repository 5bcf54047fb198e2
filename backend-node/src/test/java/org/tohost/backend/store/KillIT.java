package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.FileDisk;
import org.tohost.common.domain.UserId;

/// Kills a process that writes mail, again and again, and looks what is left. `-Dtohost.seed=SEED`
/// repeats a run, `-Dtohost.kills=N` makes it longer.
class KillIT {
    @TempDir Path folder;

    @Test
    void nothingAcknowledgedIsLostWithTheProcess() throws Exception {
        long seed = Long.getLong("tohost.seed", System.nanoTime());
        int kills = Integer.getInteger("tohost.kills", 20);
        SplittableRandom random = new SplittableRandom(seed);
        Ledger ledger = new Ledger();
        System.out.println("KillIT: seed " + seed + ", " + kills + " kills");
        for (int round = 0; round < kills; round++) {
            kill(round, random.nextInt(250), ledger);
            try (MailStore store =
                    StoreFixture.open(folder, new FileDisk(), KilledStore.SETTINGS)) {
                ledger.compare(store, KilledStore.USERS);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("round " + round + " of seed " + seed + ": " + e, e);
            }
        }
        assertTrue(ledger.size() > kills, "the processes wrote something");
        System.out.println("KillIT: " + ledger.size() + " acknowledged, none lost");
    }

    /// Starts a process and kills it once it has acknowledged so many messages.
    private void kill(int round, int lines, Ledger ledger) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledStore.class.getName(),
                                folder.toString(),
                                "r" + round)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            StringBuilder line = new StringBuilder();
            int seen = 0;
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                note(line.toString(), ledger);
                line.setLength(0);
                seen++;
                if (seen >= lines) {
                    process.toHandle().destroyForcibly(); // SIGKILL; the pipe is still read
                }
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static void note(String line, Ledger ledger) {
        String[] fields = line.split(" ", 4);
        Appended appended = new Appended(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        ledger.acknowledge(fields[3], new UserId(fields[0]), appended);
    }
}
