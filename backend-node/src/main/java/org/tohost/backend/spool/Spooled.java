package org.tohost.backend.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;

/// A whole body that waits to be stored. It may be read any number of times, by any thread, until
/// it is closed, which removes it. Immutable.
public final class Spooled implements Content, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spooled.class);
    private static final byte[] NOTHING = {};

    private final byte[] octets;
    private final Optional<Path> file;
    private final long size;
    private final byte[] sha256;

    private Spooled(byte[] octets, Optional<Path> file, long size, byte[] sha256) {
        this.octets = octets;
        this.file = file;
        this.size = size;
        this.sha256 = sha256;
    }

    static Spooled inMemory(byte[] octets, byte[] sha256) {
        return new Spooled(octets, Optional.empty(), octets.length, sha256);
    }

    static Spooled inFile(Path file, long size, byte[] sha256) {
        return new Spooled(NOTHING, Optional.of(file), size, sha256);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public InputStream open() {
        if (file.isEmpty()) {
            return new ByteArrayInputStream(octets);
        }
        try {
            return Files.newInputStream(file.get());
        } catch (IOException e) {
            throw new Failure.Unavailable("a spool file does not open", e);
        }
    }

    /// {@return the octets from `offset` on, at most `length`}
    ///
    /// @throws Failure.Unavailable if the spool file cannot be read
    public InputStream open(long offset, long length) {
        InputStream all = open();
        try {
            all.skipNBytes(Math.min(offset, size));
        } catch (IOException e) {
            throw new Failure.Unavailable("a spool file cannot be read", e);
        }
        return new Limited(all, length);
    }

    /// Removes it.
    @Override
    public void close() {
        file.ifPresent(Spooled::delete);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Cannot delete the spool file {}; the next start will", file, e);
        }
    }
}
