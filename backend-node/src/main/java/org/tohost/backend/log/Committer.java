package org.tohost.backend.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;

/// The one thread that writes a log. It takes whatever waits, writes it, forces once, and tells the
/// listeners in order. While it does, the next groups gather.
///
/// A group that cannot be written takes those behind it with it, because they were decided on top
/// of it; the incarnation rises, so that whoever decides next starts from what is durable. After a
/// write or force that failed nothing is written any more.
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MAX_GROUPS = 4096;
    private static final long MAX_OCTETS = 32L << 20;

    private final GroupWriter writer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean closing;
    private final AtomicLong incarnation = new AtomicLong();
    private final AtomicBoolean rolling = new AtomicBoolean();
    private volatile boolean writable = true;
    private volatile LogPosition durable;

    private record Pending(RecordGroup group, CommitListener listener) {}

    Committer(GroupWriter writer) {
        this.writer = writer;
        this.durable = writer.last();
        this.thread = Thread.ofPlatform().name("log-commit").start(this::run);
    }

    long incarnation() {
        return incarnation.get();
    }

    boolean writable() {
        return writable;
    }

    /// What is appended from now on goes into another segment.
    void roll() {
        rolling.set(true);
    }

    /// {@return the last group that is on the disk}
    LogPosition durable() {
        return durable;
    }

    /// Queues a group.
    ///
    /// @return false, and nothing is done, if the incarnation is another by now
    boolean append(RecordGroup group, long decidedIn, CommitListener listener) {
        lock.lock();
        try {
            if (!writable || closing) {
                throw new Failure.Unavailable(Outage.STORAGE, "the store takes no writes");
            }
            if (decidedIn != incarnation.get()) {
                return false;
            }
            waiting.add(new Pending(group, listener));
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Commits what waits, and ends.
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run() {
        for (List<Pending> batch = take(); !batch.isEmpty(); batch = take()) {
            commit(batch);
        }
        seal();
    }

    private List<Pending> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
            }
            List<Pending> batch = new ArrayList<>();
            long octets = 0;
            while (!waiting.isEmpty() && batch.size() < MAX_GROUPS && octets < MAX_OCTETS) {
                batch.add(waiting.remove());
                octets += RecordCodec.length(batch.getLast().group());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<Pending> batch) {
        List<Committed> written = new ArrayList<>();
        try {
            write(batch, written);
        } catch (Failure.Unavailable e) {
            LOG.warn("A commit was refused: {}", e.getMessage(), e.getCause());
            tell(batch, written);
            refuse(batch.subList(written.size(), batch.size()), e);
            return;
        } catch (IOException | RuntimeException | Error e) { // whoever waits must hear of it
            fail(batch, written, e);
            return;
        }
        tell(batch, written);
    }

    /// Writes and forces. If a group is refused, those before it are forced nevertheless.
    private void write(List<Pending> batch, List<Committed> written) throws IOException {
        try {
            if (rolling.getAndSet(false)) {
                writer.roll();
            }
            for (Pending pending : batch) {
                written.add(
                        pending.group().isEmpty()
                                ? new Committed(writer.last(), 0, List.of())
                                : writer.append(pending.group()));
            }
        } catch (Failure.Unavailable e) {
            force();
            throw e;
        }
        force();
    }

    private void force() throws IOException {
        writer.force();
        durable = writer.last();
    }

    private void fail(List<Pending> batch, List<Committed> written, Throwable cause) {
        LOG.error("The log failed and is read-only from now on", cause);
        writable = false;
        written.removeIf(committed -> committed.at().sequence() > writer.durable());
        tell(batch, written);
        try {
            writer.cut();
        } catch (IOException e) {
            LOG.error("What was refused is not cut off; it may come back at the next start", e);
        }
        refuse(
                batch.subList(written.size(), batch.size()),
                new Failure.Unavailable(Outage.STORAGE, "the log failed", cause));
    }

    private static void tell(List<Pending> batch, List<Committed> written) {
        for (int i = 0; i < written.size(); i++) {
            try {
                batch.get(i).listener().committed(written.get(i));
            } catch (RuntimeException e) {
                LOG.error("A listener of the log failed", e);
            }
        }
    }

    private void refuse(List<Pending> batch, Failure.Unavailable failure) {
        List<Pending> refused = new ArrayList<>(batch);
        lock.lock();
        try {
            incarnation.incrementAndGet();
            refused.addAll(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(pending -> pending.listener().failed(failure));
    }

    /// The last group of an orderly end holds nothing: it says that all before it is durable.
    private void seal() {
        try (writer) {
            if (writable && writer.unsealed()) {
                writer.append(new RecordGroup(List.of(), List.of()));
                writer.force();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The log ends without its last mark", e);
        }
    }
}
