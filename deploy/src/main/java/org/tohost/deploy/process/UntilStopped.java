package org.tohost.deploy.process;

import java.util.concurrent.CountDownLatch;

/// Keeps the main thread until SIGINT or SIGTERM, and stops things before the process ends.
public final class UntilStopped {
    private UntilStopped() {}

    /// Waits; never returns unless it is interrupted. `stop` runs on a thread of its own when the
    /// JVM is told to end, and the JVM waits for it.
    public static void run(Runnable stop) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        new CountDownLatch(1).await();
    }
}
