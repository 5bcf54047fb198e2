package org.tohost.backend.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.tohost.common.failure.Failure;

/// The folder where bodies wait that are too large for memory. Any thread.
public final class Spool {
    private static final String SUFFIX = ".spool";

    private final Path folder;
    private final int memoryThreshold;
    private final AtomicLong last = new AtomicLong();

    /// A spool in `folder`, which is created, or emptied of what an earlier run left behind.
    ///
    /// @param memoryThreshold octets of a body that are kept in memory
    /// @throws Failure.Unavailable if the folder cannot be used
    public Spool(Path folder, int memoryThreshold) {
        this.folder = folder;
        this.memoryThreshold = memoryThreshold;
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("spool folder " + folder, e);
        }
    }

    /// {@return a writer for one body}
    public SpoolWriter begin() {
        return new SpoolWriter(this, memoryThreshold);
    }

    /// {@return a writer for one of many bodies that one client holds at a time: next to nothing of
    /// it is kept in memory}
    public SpoolWriter beginOnDisk() {
        return new SpoolWriter(this, 0);
    }

    Path nextFile() {
        return folder.resolve(last.incrementAndGet() + SUFFIX);
    }
}
