package org.tohost.backend.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tohost.common.domain.UserId;

/// Of all who ask about a user at once, whoever asked last is right. Nobody waits for the answer to
/// another's question. Holds something only while somebody asks. Any thread.
final class LatestAnswers {
    private final Map<UserId, Asked> open = new ConcurrentHashMap<>();

    /// Asks, and notes the answer if it decides, unless one who asked later has already noted
    /// another.
    ///
    /// @return the answer; or that other one
    Standing ask(UserId user, Supplier<Standing> question, Consumer<Standing> note) {
        Asked asked =
                open.compute(user, (_, known) -> (known == null ? new Asked() : known).enter());
        try {
            long number = asked.numbers.incrementAndGet();
            Standing answer = question.get();
            return answer.decides() ? asked.note(number, answer, note) : answer;
        } finally {
            open.computeIfPresent(user, (_, known) -> known.leave());
        }
    }

    /// {@return how many users somebody asks about}
    int size() {
        return open.size();
    }

    /// What is asked about one user, in the order of the questions.
    private static final class Asked {
        private final AtomicLong numbers = new AtomicLong();
        private final Lock noting = new ReentrantLock();
        private int askers; // counted where the map is changed
        private long last;
        private @Nullable Standing latest;

        Asked enter() {
            askers++;
            return this;
        }

        @Nullable Asked leave() {
            askers--;
            return askers == 0 ? null : this;
        }

        Standing note(long number, Standing answer, Consumer<Standing> note) {
            noting.lock();
            try {
                Standing newer = latest;
                if (newer != null && number < last) {
                    return newer;
                }
                last = number;
                latest = answer;
                note.accept(answer);
                return answer;
            } finally {
                noting.unlock();
            }
        }
    }
}
