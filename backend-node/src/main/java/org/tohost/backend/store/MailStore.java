package org.tohost.backend.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.tohost.backend.log.LogHold;
import org.tohost.backend.log.LogPosition;
import org.tohost.backend.log.LogSettings;
import org.tohost.backend.log.SegmentLog;
import org.tohost.backend.log.Segments;
import org.tohost.backend.log.StoredBody;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// A node's mail: all users whose mail lies here, and the queue. Any thread.
public final class MailStore implements StoredMail, AutoCloseable {
    private final StoreState state;
    private final Spool spool;
    private final SegmentLog log;
    private final StoreLanes lanes;
    private final StoreWriter writer;
    private final Compactor compactor;
    private volatile boolean closing;

    private MailStore(
            StoreState state, SegmentLog log, Spool spool, Settings settings, Clock clock) {
        this.state = state;
        this.log = log;
        this.spool = spool;
        this.lanes = new StoreLanes(settings.store().lanes());
        this.writer = new StoreWriter(state, lanes, log, clock);
        this.compactor = new Compactor(state, writer, log, settings.compaction(), clock);
        compactor.start();
    }

    /// All settings of a store.
    public record Settings(
            StoreSettings store, IndexSettings index, CompactionSettings compaction) {
        /// The defaults.
        public static final Settings DEFAULT =
                new Settings(
                        StoreSettings.DEFAULT, IndexSettings.DEFAULT, CompactionSettings.DEFAULT);
    }

    /// Opens the store in `folder`, or makes one, and brings its index up to its log.
    ///
    /// @throws Failure.Unavailable if the folder cannot be used, is used by another process, or is
    ///   damaged; the message says what and where
    public static MailStore open(Path folder, Settings settings, StoreEnvironment environment) {
        MailStore store = open(folder, settings, environment.log(settings.store()));
        environment
                .meters()
                .gaugeLog(
                        store.segments()::octets,
                        store.compactor::live,
                        () -> store.reclaimed().octets(),
                        store.segments()::holds);
        return store;
    }

    static MailStore open(Path folder, Settings settings, LogSettings forLog) {
        StoreState state =
                new StoreState(new StoreIndex(folder, settings.index()), settings.index());
        SegmentLog log = SegmentLog.open(folder.resolve("log"), forLog, new LogReplay(state));
        try {
            state.born(log.created());
            state.numbered(log.segments().lastFreedBody());
            // the log's lock is held: nobody else has the spool
            Spool spool =
                    new Spool(folder.resolve("spool"), settings.store().spoolMemory().toInt());
            return new MailStore(state, log, spool, settings, forLog.clock());
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /// {@return this user's part, without a quota}
    public UserStore user(UserId user) {
        return new UserStore(user, Quota.NONE, state, writer);
    }

    @Override
    public SortedSet<UserId> users() {
        return state.allUsers();
    }

    @Override
    public UserView view(UserId user) {
        return state.view(user);
    }

    @Override
    public Optional<StoredBody> place(BodyRef ref) {
        return state.place(ref);
    }

    /// {@return the queue's part}
    public QueueStore queue() {
        return new QueueStore(state, writer);
    }

    /// Takes a message over, and returns when the disk has it for every recipient.
    ///
    /// @throws Failure.Unavailable if the store cannot write
    public Accepted accept(Acceptance acceptance) {
        Set<Partition> partitions = new HashSet<>();
        partitions.add(new Partition.OfQueue(acceptance.queueId()));
        acceptance.local().forEach(r -> partitions.add(new Partition.OfUser(r.user())));
        List<Spooled> bodies =
                acceptance.local().isEmpty() ? List.of() : List.of(acceptance.body());
        return writer.write(partitions, bodies, draft -> AcceptancePlanner.plan(acceptance, draft));
    }

    /// Keeps all segment files of the log from this group on until the hold is closed.
    ///
    /// @param sequence of the first group that somebody has to read, 1 for all there are
    public LogHold hold(long sequence) {
        return log.hold(sequence);
    }

    /// {@return the last group of the log that is on the disk}
    public LogPosition end() {
        return log.durable();
    }

    /// {@return the folder of the log}
    public Path log() {
        return state.log();
    }

    /// Wins room back in the log now, as fast as it goes.
    ///
    /// @throws Failure.Unavailable if the store cannot write
    public Reclaimed compact() {
        return compactor.compact();
    }

    /// Forgets all of a user's mail that is gone. When this returns, it is off the disk.
    ///
    /// @throws Failure.Unavailable if the store cannot write, or somebody still reads the log
    public Reclaimed purge(UserId user, PurgeProgress progress) {
        return compactor.purge(user, progress);
    }

    /// Reads all of the log up to now, and compares what it says with the index.
    ///
    /// @throws Failure.Unavailable if something cannot be read
    public void verify(StoreFindings findings) {
        Path scratch = state.log().resolveSibling("verify");
        StoreVerifier verifier = new StoreVerifier(state, scratch, findings, () -> closing);
        FutureTask<Boolean> task = new FutureTask<>(verifier::run, true);
        Thread.ofPlatform()
                .name("store-verify")
                .start(task); // native code would hold a virtual one
        try {
            var _ = task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("the node stops", e);
        }
    }

    /// {@return what room was won back since the store was opened}
    public Reclaimed reclaimed() {
        return compactor.total();
    }

    /// {@return the log, to read it}
    public Segments segments() {
        return log.segments();
    }

    /// {@return where bodies wait before they are stored}
    public Spool spool() {
        return spool;
    }

    /// {@return false once the disk failed: from then on everything can be read and nothing
    /// written}
    public boolean writable() {
        return log.writable();
    }

    /// Ends all writes that were begun, and lets go of the folder.
    @Override
    public void close() {
        closing = true;
        compactor.close();
        lanes.close();
        log.close();
    }
}
