package org.tohost.proxy.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.net.Detached;

/// Halting relays, and going on with what they give back.
final class RelayHaltTest {
    private static final byte[] MARK = "<halted>".getBytes(US_ASCII);
    private static final int SIZE = 24 * 1024 * 1024;
    private static final int PART = 1024 * 1024;

    /// Sends all, never more than is allowed so far.
    private static FutureTask<Long> send(Flow flow, Socket from, AtomicLong allowed) {
        FutureTask<Long> task =
                new FutureTask<>(() -> {
                    while (flow.written() < SIZE) {
                        while (flow.written() >= allowed.get()) {
                            Thread.sleep(1);
                        }
                        flow.write(from.getOutputStream(), 32 * 1024);
                    }
                    from.shutdownOutput();
                    return flow.written();
                });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static FutureTask<byte[]> receive(Socket to) {
        FutureTask<byte[]> task = new FutureTask<>(() -> to.getInputStream().readAllBytes());
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void awaitTraffic(Relay relay) throws InterruptedException {
        // at least as much again is sent meanwhile
        while (relay.counts().fromClient() < PART || relay.counts().fromBackend() < PART) {
            Thread.sleep(1);
        }
    }

    /// What must arrive: the flow, with a mark at each halt.
    private static byte[] expected(
            Flow flow, List<Relay.Counts> halts, ToLongFunction<Relay.Counts> place) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long at = 0;
        for (Relay.Counts halt : halts) {
            all.writeBytes(flow.octets(at, (int) (place.applyAsLong(halt) - at)));
            all.writeBytes(MARK);
            at = place.applyAsLong(halt);
        }
        all.writeBytes(flow.octets(at, (int) (SIZE - at)));
        return all.toByteArray();
    }

    private static void mark(Detached side) {
        var _ = side.channel().writeAndFlush(Unpooled.wrappedBuffer(MARK));
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void losesAndDoublesNothingInTheMiddleOfTraffic(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            AtomicLong allowed = new AtomicLong();
            var sentUp = send(new Flow(1), relayed.client(), allowed);
            var sentDown = send(new Flow(2), relayed.backend(), allowed);
            var gotUp = receive(relayed.backend());
            var gotDown = receive(relayed.client());
            List<Relay.Counts> halts = new ArrayList<>();
            Relay relay = relayed.relay();
            long up = 0;
            long down = 0;
            for (int i = 0; i < 5; i++) {
                allowed.addAndGet(SIZE / 6);
                awaitTraffic(relay);
                CompletableFuture<Relay> next = new CompletableFuture<>();
                long upBefore = up;
                long downBefore = down;
                relay.halt(halted -> {
                    Relay.Counts counts = halted.counts();
                    halts.add(
                            new Relay.Counts(
                                    upBefore + counts.fromClient(),
                                    downBefore + counts.fromBackend()));
                    mark(halted.client());
                    mark(halted.backend());
                    next.complete(house.goOn(halted, relayed.over()));
                });
                relay = next.get(20, TimeUnit.SECONDS);
                up = halts.getLast().fromClient();
                down = halts.getLast().fromBackend();
            }
            allowed.set(SIZE);
            assertEquals(SIZE, sentUp.get(60, TimeUnit.SECONDS));
            assertEquals(SIZE, sentDown.get(60, TimeUnit.SECONDS));
            assertArrayEquals(
                    expected(new Flow(1), halts, Relay.Counts::fromClient),
                    gotUp.get(60, TimeUnit.SECONDS));
            assertArrayEquals(
                    expected(new Flow(2), halts, Relay.Counts::fromBackend),
                    gotDown.get(60, TimeUnit.SECONDS));
            assertEquals(SIZE - up, relayed.end().counts().fromClient());
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void tellsWhichSideHadEnded(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            relayed.client().getOutputStream().write(MARK);
            relayed.client().shutdownOutput();
            assertArrayEquals(MARK, relayed.backend().getInputStream().readAllBytes());
            CompletableFuture<Relay.Halted> done = new CompletableFuture<>();
            CompletableFuture<Relay> next = new CompletableFuture<>();
            relayed.relay()
                    .halt(halted -> {
                        done.complete(halted);
                        next.complete(house.goOn(halted, relayed.over()));
                    });
            Relay.Halted halted = done.get(20, TimeUnit.SECONDS);
            assertTrue(halted.client().ended());
            assertFalse(halted.backend().ended());
            assertEquals(new Relay.Counts(MARK.length, 0), halted.counts());
            relayed.backend().getOutputStream().write(MARK);
            relayed.backend().shutdownOutput();
            assertArrayEquals(MARK, relayed.client().getInputStream().readAllBytes());
            assertEquals(new Relay.Counts(0, MARK.length), relayed.end().counts());
            assertEquals("client closed", relayed.end().reason());
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void tellsItsEndIfASideGoesBeforeAllIsDelivered(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            var flood = send(new Flow(1), relayed.backend(), new AtomicLong(SIZE));
            while (!isStuck(relayed)) {
                Thread.sleep(100);
            }
            CompletableFuture<Relay.Halted> halted = new CompletableFuture<>();
            relayed.relay().halt(halted::complete);
            relayed.client().setSoLinger(true, 0);
            relayed.client().close();
            assertEquals("client closed", relayed.end().reason());
            assertFalse(halted.isDone());
            assertTrue(flood.cancel(true) || flood.isDone());
        }
    }

    /// True once octets have come and no more come, since nobody reads them.
    private static boolean isStuck(Relayed relayed) throws InterruptedException {
        long before = relayed.relay().counts().fromBackend();
        Thread.sleep(300);
        return before > 0 && before == relayed.relay().counts().fromBackend();
    }
}
