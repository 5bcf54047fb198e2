package org.tohost.common.net;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The way from an event loop to work that blocks, and back: one virtual thread a call.
public final class Blocking {
    private final ThreadFactory threads;

    /// Calls whose threads bear this name.
    public Blocking(String name) {
        threads = Thread.ofVirtual().name(name + "-", 0).factory();
    }

    /// Does the work on a thread of its own and gives what it returned, or what it threw, back on
    /// the event loop.
    public <T> void call(
            Executor eventLoop,
            Supplier<T> work,
            Consumer<T> done,
            Consumer<RuntimeException> failed) {
        threads.newThread(() -> giveBack(eventLoop, outcome(work, done, failed))).start();
    }

    private static <T> Runnable outcome(
            Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        try {
            T result = work.get();
            return () -> done.accept(result);
        } catch (RuntimeException e) {
            return () -> failed.accept(e);
        }
    }

    private static void giveBack(Executor eventLoop, Runnable outcome) {
        try {
            eventLoop.execute(outcome);
        } catch (RejectedExecutionException e) {
            // the event loops are gone, and the connection with them
        }
    }
}
