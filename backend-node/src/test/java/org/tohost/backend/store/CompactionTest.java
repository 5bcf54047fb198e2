package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;
import static org.tohost.backend.store.StoreFixture.NOW;
import static org.tohost.backend.store.StoreFixture.append;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.Disk;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.log.LogHold;
import org.tohost.backend.log.LosingDisk;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Seeded;

/// Room that is won back, and what may go wrong meanwhile.
class CompactionTest {
    private static final List<UserId> USERS = List.of(ANNA, BERT);
    private static final StoreSettings TINY =
            new StoreSettings("store", new ByteSize(16 << 10), new ByteSize(4096), 2);

    @TempDir Path folder;

    private static MailStore open(Path home, Disk disk) {
        return StoreFixture.open(home, disk, TINY);
    }

    /// Writes mail of which one in `kept` stays, and forgets the rest.
    private static void fill(MailStore store, int count, int kept, Ledger ledger) {
        for (int n = 1; n <= count; n++) {
            UserId user = USERS.get(n % 2);
            String text = "text " + n + ".".repeat(400);
            Appended appended = append(store, user, "INBOX", text);
            if (n % kept == 0) {
                ledger.acknowledge(text, user, appended);
            } else {
                long inbox = store.user(user).view().inbox().id();
                store.user(user).apply(Intent.Expunge.these(inbox, Uids.of(appended.uid())));
            }
        }
        USERS.forEach(user -> store.user(user).apply(new Intent.Forget(NOW)));
    }

    private static void deleteIndex(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean contains(Path home, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String octets = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (octets.contains(new String(wanted, StandardCharsets.US_ASCII))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void theRoomOfDeadBodiesIsWonBack() throws IOException {
        Ledger ledger = new Ledger();
        try (MailStore store = open(folder, new FileDisk())) {
            fill(store, 200, 5, ledger);
            long before = store.segments().octets();
            Reclaimed reclaimed = store.compact();
            assertTrue(reclaimed.segments() > 3, reclaimed.toString());
            assertEquals(2, reclaimed.checkpoints());
            assertTrue(store.segments().octets() < before / 2);
            assertEquals(reclaimed, store.reclaimed());
            ledger.compare(store, USERS);
            int rounds = 0;
            while (store.compact().segments() > 0) {
                rounds++;
                assertTrue(rounds < 5, "it comes to an end");
            }
            append(store, ANNA, "INBOX", "more");
        }
        deleteIndex(folder);
        try (MailStore store = open(folder, new FileDisk())) {
            ledger.compare(store, USERS);
            assertEquals("more", StoreFixture.text(store, ANNA, last(store)));
            String text = "a new one";
            ledger.acknowledge(text, ANNA, append(store, ANNA, "INBOX", text));
            ledger.compare(store, USERS);
        }
    }

    private static Message last(MailStore store) {
        MessageList all = store.user(ANNA).view().inbox().messages();
        return all.get(all.size() - 1);
    }

    @Test
    void aBodyThatMovedIsFound() {
        try (MailStore store = open(folder, new FileDisk())) {
            Ledger ledger = new Ledger();
            fill(store, 200, 5, ledger);
            Message first = store.user(ANNA).view().inbox().messages().get(0);
            Body body = store.user(ANNA).body(first.body());
            byte[] octets = body.read(0, 1000);
            assertTrue(store.compact().segments() > 0);
            assertArrayEquals(octets, body.read(0, 1000));
        }
    }

    @Test
    void whoReadsTheLogKeepsIt() {
        try (MailStore store = open(folder, new FileDisk())) {
            fill(store, 200, 5, new Ledger());
            try (LogHold _ = store.hold(1)) {
                Reclaimed reclaimed = store.compact();
                assertEquals(0, reclaimed.segments());
                assertTrue(reclaimed.held());
                assertThrows(Failure.Unavailable.class, () -> store.purge(ANNA, (_, _) -> {}));
            }
            assertTrue(store.compact().segments() > 0);
        }
    }

    @Test
    void powerMayGoAtAnyStep() throws IOException {
        Path home = folder.resolve("first");
        Ledger ledger = new Ledger();
        try (MailStore store = open(home, new FileDisk())) {
            fill(store, 80, 4, ledger);
        }
        boolean cut = true;
        for (int step = 1; cut; step++) {
            Path copy = folder.resolve("step" + step);
            copy(home, copy);
            cut = compactUntil(copy, step);
            if (step % 3 == 0) {
                deleteIndex(copy);
            }
            try (MailStore store = open(copy, new FileDisk())) {
                ledger.compare(store, USERS);
                if (step % 4 == 0) {
                    store.compact();
                    ledger.compare(store, USERS);
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("step " + step, e);
            }
            assertTrue(step < 1000);
        }
    }

    /// {@return false if all was done before the power went}
    private static boolean compactUntil(Path home, int step) {
        LosingDisk disk = new LosingDisk();
        try (MailStore store = open(home, disk)) {
            disk.cutAfter(step);
            store.compact();
        } catch (Failure.Unavailable _) {
            // as expected
        }
        Seeded.check(
                1,
                dice -> {
                    if (disk.isCut()) {
                        disk.loseUnforced(dice);
                    }
                });
        return disk.isCut();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else if (!each.toString().contains("/native/")) {
                    Files.copy(each, target);
                }
            }
        }
    }

    @Test
    void onAFullDiskAllStaysAsItIs() {
        LosingDisk disk = new LosingDisk();
        Ledger ledger = new Ledger();
        try (MailStore store = open(folder, disk)) {
            fill(store, 200, 2, ledger);
            disk.fill(true);
            assertThrows(Failure.Unavailable.class, store::compact);
            ledger.compare(store, USERS);
            disk.fill(false);
            assertTrue(store.compact().segments() > 0);
            ledger.compare(store, USERS);
        }
        try (MailStore store = open(folder, new FileDisk())) {
            ledger.compare(store, USERS);
        }
    }

    @Test
    void aDamagedSegmentStays() throws IOException {
        Ledger ledger = new Ledger();
        try (MailStore store = open(folder, new FileDisk())) {
            fill(store, 200, 5, ledger);
            Path damaged = folder.resolve("log").resolve("000000000002.seg");
            byte[] octets = Files.readAllBytes(damaged);
            octets[5000] ^= 1;
            Files.write(damaged, octets);
            assertTrue(store.compact().segments() > 0);
            assertTrue(Files.exists(damaged));
        }
    }

    @Test
    void whatIsKeptLongEnoughIsForgottenAndLeavesTheDisk() throws IOException {
        HandClock clock = new HandClock();
        String canary = "canary in the coal mine";
        try (MailStore store = StoreFixture.open(folder, new FileDisk(), TINY, 7, clock)) {
            append(store, ANNA, "INBOX", canary);
            for (int i = 0; i < 40; i++) {
                append(store, ANNA, "INBOX", "stays " + i + "x".repeat(3500));
            }
            long inbox = store.user(ANNA).view().inbox().id();
            store.user(ANNA).apply(Intent.Expunge.these(inbox, Uids.of(1)));
            clock.move(Duration.ofDays(6));
            store.compact();
            assertFalse(store.user(ANNA).view().inbox().gone().isEmpty());
            clock.move(Duration.ofDays(2));
            store.compact();
            assertTrue(store.user(ANNA).view().inbox().gone().isEmpty());
            assertTrue(contains(folder, canary));
            clock.move(Duration.ofDays(29));
            store.compact();
            assertFalse(contains(folder.resolve("log"), canary));
            assertEquals(40, store.user(ANNA).view().inbox().messages().size());
        }
    }

    @Test
    void whatIsPurgedIsOffTheDiskAtOnce() throws IOException {
        String canary = "canary in the coal mine";
        try (MailStore store = open(folder, new FileDisk())) {
            append(store, ANNA, "INBOX", canary);
            try (Spooled body = StoreFixture.mail(store, "a body that stays with the other")) {
                store.accept(acceptance(body, canary));
            }
            store.user(ANNA).apply(new Intent.CreateMailbox("a"));
            MailboxView inbox = store.user(ANNA).view().inbox();
            Uids all = Uids.of(LongStream.range(1, inbox.uidNext()));
            store.user(ANNA).apply(new Intent.Copy(inbox.id(), all, "a"));
            append(store, BERT, "INBOX", "of another user");
            store.user(ANNA).apply(Intent.Expunge.these(inbox.id(), all));
            store.user(ANNA).apply(new Intent.DeleteMailbox("a"));
            assertTrue(contains(folder, canary));
            List<Long> searched = new ArrayList<>();
            Reclaimed reclaimed = store.purge(ANNA, (_, segments) -> searched.add(segments));
            assertTrue(reclaimed.segments() > 0, reclaimed.toString());
            assertFalse(searched.isEmpty());
            assertFalse(contains(folder.resolve("log"), canary));
            assertTrue(store.user(ANNA).view().deleted().isEmpty());
            assertEquals(2, store.user(BERT).view().inbox().messages().size());
        }
        assertFalse(contains(folder, canary));
        deleteIndex(folder);
        try (MailStore store = open(folder, new FileDisk())) {
            assertEquals(0, store.user(ANNA).view().inbox().messages().size());
            assertEquals(2, store.user(BERT).view().inbox().messages().size());
        }
    }

    private static Acceptance acceptance(Spooled body, String canary) {
        return new Acceptance(
                body,
                "Q1",
                "",
                new SessionId("s1"),
                "",
                List.of(recipient(ANNA, "X: " + canary + "\r\n"), recipient(BERT, "")),
                List.of());
    }

    private static Acceptance.LocalRecipient recipient(UserId user, String prefix) {
        return new Acceptance.LocalRecipient(
                user,
                MailAddress.parse(user.name()),
                "INBOX",
                prefix.getBytes(StandardCharsets.US_ASCII),
                Optional.empty(),
                Quota.NONE,
                Optional.empty());
    }
}
