package org.tohost.common.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /// Long enough for a step that does nothing on a busy machine.
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private interface Work {
        void run() throws Exception;
    }

    private record Scripted(String name, Work onStart, Work onStop) implements Startable {
        @Override
        public void start() throws Exception {
            onStart.run();
        }

        @Override
        public void stop() throws Exception {
            onStop.run();
        }
    }

    private Scripted noting(String name) {
        return new Scripted(name, () -> done.add("+" + name), () -> done.add("-" + name));
    }

    private void hang() throws InterruptedException {
        never.await();
    }

    private static void fail() throws IOException {
        throw new IOException("port taken");
    }

    @Test
    void startInOrderAndStopInReverse() throws Exception {
        Services services = new Services(List.of(noting("a"), noting("b"), noting("c")), LONG);
        services.start();
        services.close();
        services.close();
        assertEquals(List.of("+a", "+b", "+c", "-c", "-b", "-a"), done);
    }

    @Test
    void aFailedStartStopsWhatRuns() {
        Scripted broken = new Scripted("imap listener", ServicesTest::fail, () -> done.add("?"));
        Services services =
                new Services(List.of(noting("a"), noting("b"), broken, noting("c")), LONG);
        StartException failure = assertThrows(StartException.class, services::start);
        assertEquals("imap listener did not start: port taken", failure.getMessage());
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(List.of("+a", "+b", "-b", "-a"), done);
    }

    @Test
    void aStartThatHangsIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Work hanging =
                () -> {
                    try {
                        hang();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                };
        Scripted slow = new Scripted("directory", hanging, () -> done.add("?"));
        Services services = new Services(List.of(noting("a"), slow), SHORT);
        StartException failure = assertThrows(StartException.class, services::start);
        assertInstanceOf(TimeoutException.class, failure.getCause());
        assertEquals(List.of("+a", "-a"), done);
        assertTrue(arrives(interrupted));
    }

    @Test
    void aStopThatFailsOrHangsDoesNotKeepTheOthersUp() throws Exception {
        Scripted slow = new Scripted("slow", () -> done.add("+slow"), this::hang);
        Scripted broken = new Scripted("broken", () -> done.add("+broken"), ServicesTest::fail);
        Services services = new Services(List.of(noting("a"), slow, broken, noting("b")), SHORT);
        services.start();
        services.close();
        assertEquals(List.of("+a", "+slow", "+broken", "+b", "-b", "-a"), done);
    }

    @Test
    void anInterruptEndsTheStartAndIsKept() {
        Thread caller = Thread.currentThread();
        Work interrupting =
                () -> {
                    caller.interrupt();
                    hang();
                };
        Scripted slow = new Scripted("slow", interrupting, () -> done.add("?"));
        Services services = new Services(List.of(noting("a"), slow), LONG);
        assertThrows(StartException.class, services::start);
        assertTrue(Thread.interrupted());
        assertEquals(List.of("+a", "-a"), done);
    }

    private static boolean arrives(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
