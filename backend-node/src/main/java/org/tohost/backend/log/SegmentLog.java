package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tohost.common.failure.Failure;

/// A log in a folder. Any thread may append; what is read comes from the segment files directly.
public final class SegmentLog implements AutoCloseable {
    private final FolderLock lock;
    private final LogFollower follower;
    private final Instant created;
    private final Committer committer;
    private final Segments segments;

    private SegmentLog(
            FolderLock lock,
            LogFollower follower,
            Instant created,
            Committer committer,
            Segments segments) {
        this.lock = lock;
        this.follower = follower;
        this.created = created;
        this.committer = committer;
        this.segments = segments;
    }

    /// Opens the log in `folder`, or makes one. Every group that is in it, and that `follower` does
    /// not know yet, is given to it, in order, before this returns.
    ///
    /// @throws Failure.Unavailable if the folder cannot be used, is in use, or the log is damaged
    public static SegmentLog open(Path folder, LogSettings settings, LogFollower follower) {
        try {
            makeFolder(folder.toAbsolutePath(), settings.disk());
            FolderLock lock = new FolderLock(folder);
            try {
                return open(folder, settings, follower, lock);
            } catch (IOException | RuntimeException e) {
                follower.close();
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the log in " + folder + " does not open", e);
        }
    }

    /// A segment lasts no longer than the names of the folders it lies in.
    private static void makeFolder(Path folder, Disk disk) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolder(parent, disk);
        Files.createDirectories(folder);
        disk.forceFolder(parent);
    }

    private static SegmentLog open(
            Path folder, LogSettings settings, LogFollower follower, FolderLock lock)
            throws IOException {
        requireFormat(folder); // before anything is touched
        List<Path> files = SegmentFolder.list(folder);
        if (files.isEmpty()) {
            UUID born = new UUID(settings.random().nextLong(), settings.random().nextLong());
            SegmentFolder fresh = folder(folder, settings, born, settings.clock().instant());
            fresh.create(1, 0).file().close();
            files = SegmentFolder.list(folder);
        }
        UUID logId = logId(files.getFirst());
        SegmentNotes notes = SegmentFolder.readNotes(folder, logId);
        List<Path> kept = new ArrayList<>();
        for (Path file : files) {
            if (notes.isFreed(SegmentFolder.number(file))) {
                settings.disk().delete(file); // the power went while it was freed
            } else {
                kept.add(file);
            }
        }
        LogEnd end = new LogRecovery(settings.disk(), follower, notes).run(kept);
        SegmentHeader header = end.active().header();
        SegmentFolder there = folder(folder, settings, header.logId(), header.created());
        SegmentSupply supply = new SegmentSupply(there, end.lastSegment(), end.ready());
        GroupWriter writer = new GroupWriter(settings, supply, end);
        Segments segments = new Segments(folder, settings.disk(), header.logId(), writer, notes);
        Committer committer = new Committer(writer);
        return new SegmentLog(lock, follower, header.created(), committer, segments);
    }

    private static UUID logId(Path segment) throws IOException {
        try (SegmentReader reader = new SegmentReader(segment)) {
            return reader.header().logId();
        } catch (Failure.Syntax e) {
            throw new Failure.Unavailable(
                    "the log is damaged: " + segment + ": " + e.getMessage(), e);
        }
    }

    private static SegmentFolder folder(
            Path path, LogSettings settings, UUID logId, Instant created) {
        return new SegmentFolder(path, settings.disk(), logId, created, settings.segmentSize());
    }

    /// Looks whether the log in a folder, if there is one, is of the format that is read here.
    ///
    /// @throws Failure.Unavailable in words for operators if it is not
    public static void requireFormat(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : SegmentFolder.segments(folder)) {
            try {
                var _ = SegmentReader.header(file);
            } catch (Failure.Syntax _) {
                // damage, which is told when the log is read
            }
        }
    }

    /// {@return true if a process has the log in this folder open}
    public static boolean isInUse(Path folder) throws IOException {
        return FolderLock.isHeld(folder);
    }

    /// {@return when the log was made, to the second}
    public Instant created() {
        return created;
    }

    /// {@return how often appended groups were refused since the log was opened}
    ///
    /// Read it before deciding what to append: [#append] takes nothing that was decided on top of
    /// groups that were refused in the meantime.
    public long incarnation() {
        return committer.incarnation();
    }

    /// {@return the last group that is on the disk}
    public LogPosition durable() {
        return committer.durable();
    }

    /// {@return false once the disk failed}
    public boolean writable() {
        return committer.writable();
    }

    /// Keeps all groups from this one on where they are until the hold is closed: for whoever reads
    /// the segment files of a log that is in use.
    public LogHold hold(long sequence) {
        return segments.hold(sequence);
    }

    /// {@return the segments it consists of}
    public Segments segments() {
        return segments;
    }

    /// What is appended from now on goes into another segment than what is there.
    public void roll() {
        committer.roll();
    }

    /// Queues a group. Groups are committed in the order of the calls.
    ///
    /// @param decidedIn the incarnation in which it was decided
    /// @return false, and nothing is done, if that is not the incarnation any more
    /// @throws Failure.Unavailable if the log takes no writes
    public boolean append(RecordGroup group, long decidedIn, CommitListener listener) {
        return committer.append(group, decidedIn, listener);
    }

    /// Commits what was appended, closes the follower, and lets go of the folder.
    @Override
    public void close() {
        committer.close();
        follower.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the lock of the log does not close", e);
        }
    }
}
