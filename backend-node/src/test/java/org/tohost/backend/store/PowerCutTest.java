package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.LosingDisk;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Disks that fail and disks that lose what was not forced.
class PowerCutTest {
    private static final List<UserId> USERS = List.of(ANNA, BERT);
    private static final StoreSettings TINY =
            new StoreSettings("store", new ByteSize(16 << 10), new ByteSize(4096), 2);

    @TempDir Path folder;

    @Test
    void nothingAcknowledgedIsLostWithThePower() {
        Seeded.check(
                12,
                dice -> {
                    Path home = folder.resolve("store" + dice.random().nextLong());
                    Ledger ledger = new Ledger();
                    for (int round = 0; round < 6; round++) {
                        loseThePower(home, round, ledger, dice);
                    }
                });
    }

    private static void loseThePower(Path home, int round, Ledger ledger, Dice dice)
            throws IOException, InterruptedException {
        LosingDisk disk = new LosingDisk();
        MailStore store = StoreFixture.open(home, disk, TINY);
        ledger.compare(store, USERS);
        disk.cutAfter(1 + dice.upTo(60));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "round " + round + " thread " + i;
            int size = dice.upTo(3000);
            threads.add(Thread.ofVirtual().start(() -> work(store, name, size, ledger)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(disk.isCut());
        store.close();
        disk.loseUnforced(dice);
    }

    /// Appends until the store takes nothing more.
    private static void work(MailStore store, String name, int size, Ledger ledger) {
        try {
            for (int n = 0; true; n++) {
                UserId user = USERS.get(n % USERS.size());
                String text = name + " message " + n + " " + ".".repeat(size);
                ledger.acknowledge(text, user, StoreFixture.append(store, user, "INBOX", text));
            }
        } catch (Failure.Unavailable _) {
            // as expected: the power is gone
        }
    }

    @Test
    void aDiskThatFailsOnceMakesTheStoreReadOnly() {
        LosingDisk disk = new LosingDisk();
        Ledger ledger = new Ledger();
        try (MailStore store = StoreFixture.open(folder, disk)) {
            ledger.acknowledge("safe", ANNA, StoreFixture.append(store, ANNA, "INBOX", "safe"));
            disk.failForces(true);
            assertThrows(
                    Failure.Unavailable.class,
                    () -> StoreFixture.append(store, ANNA, "INBOX", "refused"));
            disk.failForces(false);
            ledger.refuse("refused");
            assertFalse(store.writable());
            assertThrows(
                    Failure.Unavailable.class,
                    () -> StoreFixture.append(store, BERT, "INBOX", "refused"));
            ledger.compare(store, USERS);
        }
        try (MailStore store = StoreFixture.open(folder)) {
            ledger.compare(store, USERS);
            StoreFixture.append(store, ANNA, "INBOX", "again");
        }
    }

    @Test
    void aFullDiskRefusesWhatHasNoRoomAndKeepsTheRest() {
        LosingDisk disk = new LosingDisk();
        Ledger ledger = new Ledger();
        try (MailStore store = StoreFixture.open(folder, disk)) {
            ledger.acknowledge("a", ANNA, StoreFixture.append(store, ANNA, "INBOX", "a"));
            disk.fill(true);
            try (Spooled large = StoreFixture.mail(store, new byte[400_000])) {
                Intent<Appended> append =
                        new Intent.Append("INBOX", large, Flags.NONE, StoreFixture.NOW);
                assertThrows(Failure.Unavailable.class, () -> store.user(ANNA).apply(append));
                ledger.acknowledge("s", ANNA, StoreFixture.append(store, ANNA, "INBOX", "s"));
                disk.fill(false);
                store.user(BERT).apply(append);
            }
            ledger.compare(store, USERS);
        }
        try (MailStore store = StoreFixture.open(folder)) {
            ledger.compare(store, USERS);
        }
    }
}
