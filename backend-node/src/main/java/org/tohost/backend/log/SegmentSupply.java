package org.tohost.backend.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Has the next segment ready before it is needed. Used by the committer's thread; one thread of
/// its own writes the zeros.
final class SegmentSupply implements AutoCloseable {
    private final SegmentFolder folder;
    private final Deque<Segment> ready;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("log-prepare").factory());
    private long last;
    private Optional<CompletableFuture<Segment>> coming = Optional.empty();

    /// @param last the number of the last segment there is
    /// @param ready segments behind the one that is written, still empty
    SegmentSupply(SegmentFolder folder, long last, Collection<Segment> ready) {
        this.folder = folder;
        this.last = last;
        this.ready = new ArrayDeque<>(ready);
    }

    /// Begins to make a segment, unless one is ready or coming.
    void prepare() {
        if (ready.isEmpty() && coming.isEmpty()) {
            long number = last + 1;
            coming = Optional.of(CompletableFuture.supplyAsync(() -> create(number), thread));
        }
    }

    /// {@return the next segment; it has room for `needed` octets if it is made now}
    ///
    /// @throws IOException if there is no room for one; it may be asked again
    Segment next(long needed) throws IOException {
        if (!ready.isEmpty()) {
            return ready.remove();
        }
        Segment segment = coming.isPresent() ? await() : folder.create(last + 1, needed);
        last++;
        return segment;
    }

    @Override
    public void close() throws IOException {
        try {
            if (coming.isPresent()) {
                ready.add(await());
            }
        } finally {
            thread.close();
            for (Segment segment : ready) {
                segment.file().close();
            }
        }
    }

    private Segment await() throws IOException {
        CompletableFuture<Segment> awaited = coming.orElseThrow();
        coming = Optional.empty();
        try {
            return awaited.join();
        } catch (CompletionException e) {
            throw new IOException("no new segment", e.getCause());
        }
    }

    private Segment create(long number) {
        try {
            return folder.create(number, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
