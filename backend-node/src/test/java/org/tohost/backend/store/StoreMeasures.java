package org.tohost.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.log.LogSettings;
import org.tohost.backend.log.SegmentLog;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

/// Prints what work in the background costs those who write meanwhile: a checkpoint of a mailbox of
/// a million messages, and the compaction of a store of some GiB. Run by hand; the results are in
/// `docs/benchmarks.md`.
final class StoreMeasures {
    private static final UserId LARGE = new UserId("large@example.test");
    private static final Instant DATE = Instant.parse("1996-07-17T09:44:25Z");
    private static final int MESSAGES = 1_000_000;
    private static final int GROUP = 1000;
    private static final int BODIES = 30_000;
    private static final int BODY = 100 << 10;
    private static final int LETTER = 10 << 10;
    private static final int CALM = 5000; // writes that are measured before

    private StoreMeasures() {}

    /// Runs it.
    ///
    /// @param args the folder to work in
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "measures");
        checkpoint(folder.resolve("checkpoint"));
        compaction(folder.resolve("compaction"));
    }

    private static void checkpoint(Path folder) {
        Clock clock = Clock.systemUTC();
        StoreState state =
                new StoreState(
                        new StoreIndex(folder, IndexSettings.DEFAULT), IndexSettings.DEFAULT);
        LogSettings settings =
                new LogSettings(
                        StoreSettings.DEFAULT.segmentSize().octets(),
                        new NodeId("be1"),
                        clock,
                        new Random(),
                        new FileDisk(),
                        (_, _, _) -> {});
        SegmentLog log = SegmentLog.open(folder.resolve("log"), settings, new LogReplay(state));
        try (StoreLanes lanes = new StoreLanes(2)) {
            StoreWriter writer = new StoreWriter(state, lanes, log, clock);
            Writing writing =
                    new Writing(
                            new UserStore(LARGE, Quota.NONE, state, writer),
                            new Spool(folder.resolve("spool"), 128 << 10));
            fill(writing);
            state.flush();
            System.out.println("| writes of the same user | p50, ms | p99, ms | max, ms |");
            System.out.println("|---|---|---|---|");
            var _ = writing.run(CALM);
            System.out.println("| before | " + writing.run(CALM) + " |");
            CheckpointWriter checkpoints = new CheckpointWriter(state, writer, clock);
            long begin = System.nanoTime();
            CompletableFuture<Long> work =
                    CompletableFuture.supplyAsync(() -> checkpoints.write(LARGE, _ -> {}));
            System.out.println("| while it is written | " + writing.run(work::isDone) + " |");
            System.out.printf(
                    Locale.ROOT, "checkpoint: %.2f s%n", (System.nanoTime() - begin) / 1e9);
        } finally {
            log.close();
        }
    }

    private static void fill(Writing writing) {
        long inbox = writing.user().view().inbox().id();
        try (Spooled body = writing.body(2000)) {
            ImportedMessage message =
                    new ImportedMessage(body, Flags.of(SystemFlag.SEEN), DATE, 0, "", "");
            for (int done = 0; done < MESSAGES; done += GROUP) {
                List<ImportedMessage> some = Collections.nCopies(GROUP, message);
                writing.user().apply(new Intent.Import(inbox, 0, some, 0));
            }
        }
    }

    private static void compaction(Path folder) {
        LogSettings settings =
                new LogSettings(
                        StoreSettings.DEFAULT.segmentSize().octets(),
                        new NodeId("be1"),
                        Clock.systemUTC(),
                        new Random(),
                        new FileDisk(),
                        (_, _, _) -> {});
        try (MailStore store = MailStore.open(folder, MailStore.Settings.DEFAULT, settings)) {
            Writing writing = new Writing(store.user(LARGE), store.spool());
            for (int i = 0; i < BODIES; i++) {
                writing.append(BODY);
            }
            long inbox = writing.user().view().inbox().id();
            Uids odd = Uids.of(LongStream.range(0, BODIES / 2).map(i -> 2 * i + 1));
            writing.user().apply(Intent.Expunge.these(inbox, odd));
            writing.user().apply(new Intent.Forget(Instant.now().plusSeconds(60)));
            System.out.println("| appends of 10 KiB | p50, ms | p99, ms | max, ms |");
            System.out.println("|---|---|---|---|");
            var _ = writing.run(CALM);
            System.out.println("| before | " + writing.run(CALM) + " |");
            long begin = System.nanoTime();
            CompletableFuture<Reclaimed> work = CompletableFuture.supplyAsync(store::compact);
            System.out.println("| while it runs | " + writing.run(work::isDone) + " |");
            System.out.printf(
                    Locale.ROOT,
                    "compaction: %.1f s, %s%n",
                    (System.nanoTime() - begin) / 1e9,
                    work.join());
        }
    }

    /// Appends messages, one behind the other.
    private record Writing(UserStore user, Spool spool) {
        private static final SplittableRandom RANDOM = new SplittableRandom(5);

        private Spooled body(int size) {
            byte[] octets = new byte[size];
            RANDOM.nextBytes(octets);
            try (SpoolWriter writer = spool.begin()) {
                writer.write(octets, 0, octets.length);
                return writer.finish();
            }
        }

        private void append(int size) {
            try (Spooled body = body(size)) {
                var _ = user.apply(new Intent.Append("INBOX", body, Flags.NONE, DATE));
            }
        }

        private String run(int count) {
            int[] done = {0};
            return run(() -> done[0]++ >= count);
        }

        /// {@return how long the writes took}
        private String run(BooleanSupplier isEnough) {
            List<Long> took = new ArrayList<>();
            do {
                long begin = System.nanoTime();
                append(LETTER);
                took.add(System.nanoTime() - begin);
            } while (!isEnough.getAsBoolean());
            Collections.sort(took);
            return String.format(
                    Locale.ROOT,
                    "%.2f | %.2f | %.2f",
                    took.get(took.size() / 2) / 1e6,
                    took.get(took.size() * 99 / 100) / 1e6,
                    took.getLast() / 1e6);
        }
    }
}
