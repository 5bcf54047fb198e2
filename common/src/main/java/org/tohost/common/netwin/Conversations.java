package org.tohost.common.netwin;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// Up to so many conversations at the same time, begun when they are needed and kept. One that has
/// ended is replaced by the next question, after a pause if several have ended in a row.
final class Conversations implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Conversations.class);

    private final Dial dial;
    private final BackOff backOff;
    private final Semaphore free;
    private final Deque<Conversation> idle = new ArrayDeque<>();
    private final Set<Conversation> all = new HashSet<>();
    private boolean closed;

    /// How to get a peer.
    interface Dial {
        /// {@return a new peer, in so much time at most}
        Peer open(Duration limit) throws IOException;

        /// A conversation with the peer of this name has ended in failure.
        void failed(String who);
    }

    Conversations(Dial dial, int most, BackOff backOff) {
        this.dial = dial;
        this.free = new Semaphore(most, true);
        this.backOff = backOff;
    }

    /// Asks on one of the conversations, and waits for a free one and for the answer for so long at
    /// most.
    ///
    /// @throws Failure.Unavailable if there is no answer
    AuthentReply ask(AuthentCommand question, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        acquire(limit);
        try {
            Conversation conversation = take(left(end));
            AuthentReply reply = ask(conversation, question, left(end));
            give(conversation);
            return reply;
        } finally {
            free.release();
        }
    }

    private AuthentReply ask(Conversation conversation, AuthentCommand question, Duration limit) {
        try {
            AuthentReply reply = conversation.ask(question, limit);
            backOff.succeeded();
            return reply;
        } catch (Failure.Unavailable e) {
            backOff.failed();
            dial.failed(conversation.who());
            forget(conversation);
            log.warn("a question is without answer: {}", e.getMessage());
            throw e;
        }
    }

    private void acquire(Duration limit) {
        try {
            if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Failure.Unavailable("all are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted");
        }
    }

    private Conversation take(Duration limit) {
        Optional<Conversation> kept = kept();
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!backOff.over()) {
            throw new Failure.Unavailable("it has failed several times, and gets a pause");
        }
        try {
            Conversation made = Conversation.with(dial.open(limit));
            return add(made);
        } catch (IOException e) {
            backOff.failed();
            throw new Failure.Unavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized Optional<Conversation> kept() {
        if (closed) {
            throw new Failure.Unavailable("closed");
        }
        while (!idle.isEmpty()) {
            Conversation conversation = idle.pop();
            if (conversation.usable()) {
                return Optional.of(conversation);
            }
            all.remove(conversation);
            log.info("{} has ended while nothing was asked", conversation.who());
        }
        return Optional.empty();
    }

    private Conversation add(Conversation made) {
        synchronized (this) {
            if (!closed) {
                all.add(made);
                return made;
            }
        }
        made.close();
        throw new Failure.Unavailable("closed");
    }

    private synchronized void give(Conversation conversation) {
        idle.push(conversation);
    }

    private synchronized void forget(Conversation conversation) {
        all.remove(conversation);
    }

    /// Says good-bye on all of them, side by side, and ends those that do not part.
    @Override
    public void close() {
        List<Conversation> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(all);
            all.clear();
            idle.clear();
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            last.forEach(conversation -> threads.execute(conversation::close));
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
