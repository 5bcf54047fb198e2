package org.tohost.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Service;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// The relay between a real client and a real back-end.
final class ProxyRelayTest {
    private static final int SIZE = 20 * 1024 * 1024;

    /// So often the content is more than the kernel may make room for on the way.
    private static final int TIMES = 6;

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private static byte[] content(long seed) {
        byte[] octets = new byte[SIZE];
        new SplittableRandom(seed).nextBytes(octets);
        return octets;
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static Wire loggedIn(TestProxy proxy, boolean tls) throws IOException {
        Wire client = tls ? proxy.tls(Service.IMAP) : proxy.plain(Service.IMAP);
        var _ = client.line();
        client.send("a LOGIN alice@example.test s3cret\n");
        assertTrue(client.lines(2).contains("a OK"));
        return client;
    }

    @ParameterizedTest
    @CsvSource({"false,false,AUTO", "false,false,CHANNEL", "true,false,AUTO", "true,true,AUTO"})
    void carriesMuchBothWaysAtOnce(boolean clientTls, boolean backendTls, Relays.Choice relay)
            throws Exception {
        byte[] up = content(1);
        byte[] down = content(2);
        try (TestProxy proxy = new TestProxy(folder, backendTls).relay(relay)) {
            proxy.backend(
                    "be1",
                    scripts.imap(wire -> {
                        var sending = start(() -> wire.send(down));
                        assertTrue(Arrays.equals(up, wire.in().readNBytes(SIZE)));
                        wire.send("got it\n");
                        assertTrue(sending.isDone() || !sending.isCancelled());
                    }));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = loggedIn(proxy, clientTls)) {
                var sending = start(() -> client.send(up));
                assertTrue(Arrays.equals(down, client.in().readNBytes(SIZE)));
                var _ = sending.get(60, TimeUnit.SECONDS);
                assertEquals("got it", client.line());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false,AUTO", "false,false,CHANNEL", "true,true,AUTO"})
    void waitsForASlowReaderAndLosesNothingWhenTheBackendCloses(
            boolean clientTls, boolean backendTls, Relays.Choice relay) throws Exception {
        byte[] down = content(3);
        AtomicLong sent = new AtomicLong();
        try (TestProxy proxy = new TestProxy(folder, backendTls).relay(relay)) {
            proxy.backend(
                    "be1",
                    scripts.imap(wire -> {
                        for (int at = 0; at < TIMES * SIZE; at += 64 * 1024) {
                            int from = at % SIZE;
                            wire.send(Arrays.copyOfRange(down, from, from + 64 * 1024));
                            sent.addAndGet(64 * 1024);
                        }
                    }));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = loggedIn(proxy, clientTls)) {
                long held = settled(sent);
                assertTrue(held < TIMES * SIZE, "all of it went into buffers: " + held);
                for (int i = 0; i < TIMES; i++) {
                    assertTrue(Arrays.equals(down, client.in().readNBytes(SIZE)));
                }
                assertEquals(-1, client.in().read());
            }
        }
    }

    /// The count once it no longer rises: then the buffers on the way are full.
    private static long settled(AtomicLong sent) throws InterruptedException {
        long before = -1;
        while (before != sent.get() || before == 0) {
            before = sent.get();
            Thread.sleep(300);
        }
        return before;
    }
}
