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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the next segment ready before it is needed, and one more in reserve: on a full disk what
/// makes room can still be written there. Used by the committer's thread; one thread of its own
/// writes the zeros.
final class SegmentSupply implements AutoCloseable {
    private static final int ENOUGH = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);

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

    /// Begins to make a segment, unless there are enough or one is coming.
    void prepare() {
        if (ready.size() < ENOUGH && coming.isEmpty()) {
            long number = last + 1;
            coming = Optional.of(CompletableFuture.supplyAsync(() -> create(number), thread));
        }
    }

    /// Makes sure that a segment is left for what makes room.
    ///
    /// @throws IOException if there is no room for one; it may be asked again
    void requireReserve() throws IOException {
        if (ready.isEmpty()) {
            ready.add(coming.isPresent() ? await() : made(0));
        }
    }

    /// {@return the next segment; one that has room for `needed` octets}
    ///
    /// @throws IOException if there is no room for one; it may be asked again
    Segment next(long needed) throws IOException {
        if (coming.isPresent() && !hasReady(needed)) {
            ready.add(await());
        }
        if (hasReady(needed)) {
            return ready.remove();
        }
        Segment segment = made(needed);
        for (Segment small : ready) { // empty ones in between are passed over
            small.file().close();
        }
        ready.clear();
        return segment;
    }

    private boolean hasReady(long needed) {
        Segment first = ready.peek();
        return first != null && first.fits(SegmentHeader.LENGTH, needed);
    }

    private Segment made(long needed) throws IOException {
        Segment segment = folder.create(last + 1, needed);
        last++;
        return segment;
    }

    @Override
    public void close() throws IOException {
        try {
            ready.addAll(whatComes().stream().toList());
        } finally {
            thread.close();
            for (Segment segment : ready) {
                segment.file().close();
            }
        }
    }

    /// What failed on the way may have failed long ago, so it is tried again.
    private Segment await() throws IOException {
        Optional<Segment> segment = whatComes();
        return segment.isPresent() ? segment.get() : made(0);
    }

    private Optional<Segment> whatComes() {
        Optional<CompletableFuture<Segment>> awaited = coming;
        coming = Optional.empty();
        try {
            Optional<Segment> segment = awaited.map(CompletableFuture::join);
            segment.ifPresent(_ -> last++);
            return segment;
        } catch (CompletionException e) {
            LOG.warn("A segment could not be prepared: {}", e.getMessage());
            return Optional.empty();
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
