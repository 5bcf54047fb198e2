package org.tohost.backend.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.tohost.backend.index.RowScan;
import org.tohost.backend.log.LogDamage;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Reads the log of a store that serves, up to where its index is at one moment, makes another
/// index of it beside the store, and compares the two. One thread, a platform thread.
final class StoreVerifier implements StoreFindings {
    private static final IndexSettings SMALL =
            new IndexSettings(
                    new ByteSize(16L << 20),
                    new ByteSize(64L << 20),
                    new ByteSize(8L << 20),
                    new ByteSize(8L << 20),
                    1);

    private final StoreState state;
    private final Path scratch;
    private final StoreFindings findings;
    private final BooleanSupplier stopped;

    /// @param scratch a folder that is emptied before, and removed afterwards
    /// @param stopped whether the store is about to close
    StoreVerifier(StoreState state, Path scratch, StoreFindings findings, BooleanSupplier stopped) {
        this.state = state;
        this.scratch = scratch;
        this.findings = findings;
        this.stopped = stopped;
    }

    /// @throws Failure.Unavailable if something cannot be read
    void run() {
        state.flush();
        try {
            remove();
            Files.createDirectories(scratch);
            try {
                state.index().rows().atOneMoment(this::compare);
            } finally {
                remove();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Unavailable("the store cannot be verified", e);
        }
    }

    private void compare(RowScan rows) {
        long upTo =
                rows.get(IndexKeys.HEAD)
                        .map(IndexHead::decode)
                        .orElse(IndexHead.NONE)
                        .at()
                        .sequence();
        StoreIndex made = new StoreIndex(state.log(), scratch, SMALL);
        StoreImage.Extent extent = new StoreImage.Extent(true, upTo);
        try (StoreImage image = StoreImage.read(made, SMALL, extent, this)) {
            if (findings.isLogWhole()) {
                image.compare(rows, this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() throws IOException {
        if (!Files.exists(scratch)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> all = Files.walk(scratch)) {
            left = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : left) {
            Files.delete(each);
        }
    }

    private void requireOpen() {
        if (stopped.getAsBoolean()) {
            throw new Failure.Unavailable("the store is closed");
        }
    }

    @Override
    public void damage(LogDamage damage) {
        findings.damage(damage);
    }

    @Override
    public void lost(UserId user, long first, long last) {
        // the store that serves has them; the damage that they stood in is told
    }

    @Override
    public void progress(long read, long all) {
        requireOpen();
        findings.progress(read, all);
    }

    @Override
    public boolean isLogWhole() {
        return findings.isLogWhole();
    }

    @Override
    public void differs(IndexDifference difference) {
        findings.differs(difference);
    }

    @Override
    public void compared(long users, long all) {
        requireOpen();
        findings.compared(users, all);
    }
}
