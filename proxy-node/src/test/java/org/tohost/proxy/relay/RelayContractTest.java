package org.tohost.proxy.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// What every kind of relay keeps to.
final class RelayContractTest {
    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static <T> T done(FutureTask<T> task) throws Exception {
        return task.get(60, TimeUnit.SECONDS);
    }

    /// Writes the flow up to this length in pieces of all sizes, then says that this was all.
    private static long sendAll(Flow flow, Socket to, long length, Dice dice) throws IOException {
        while (flow.written() < length) {
            long piece = Math.min(length - flow.written(), 1L << dice.upTo(20));
            flow.write(to.getOutputStream(), (int) piece);
        }
        to.shutdownOutput();
        return flow.written();
    }

    private static long readAll(Flow flow, Socket from) throws IOException {
        while (flow.read(from.getInputStream(), 100_000)) {
            assertTrue(flow.checked() >= 0);
        }
        return flow.checked();
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String read(Socket from, int count) throws IOException {
        return new String(from.getInputStream().readNBytes(count), US_ASCII);
    }

    private static void assertClosed(Socket socket) {
        try {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            while (in.read(new byte[65536]) >= 0) {
                assertTrue(socket.isConnected());
            }
        } catch (IOException e) {
            assertTrue(e.toString().contains("reset"), e.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void carriesEveryOctetBothWaysAtOnce(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
            Seeded.check(
                    10,
                    dice -> {
                        long up = 1L << dice.upTo(24);
                        long down = dice.upTo(1 + (1 << dice.upTo(24)));
                        try (Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
                            Dice other = dice(up);
                            var sentUp =
                                    start(() -> sendAll(new Flow(1), relayed.client(), up, dice));
                            var sentDown =
                                    start(() ->
                                            sendAll(new Flow(2), relayed.backend(), down, other));
                            var gotUp = start(() -> readAll(new Flow(1), relayed.backend()));
                            assertEquals(down, readAll(new Flow(2), relayed.client()));
                            assertEquals(up, done(gotUp));
                            assertEquals(up, done(sentUp));
                            assertEquals(down, done(sentDown));
                            Relay.End end = relayed.end();
                            assertEquals(new Relay.Counts(up, down), end.counts());
                        }
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void whatWasReadBeforeGoesFirst(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed =
                        house.open(
                                new RelayHouse.Wish(
                                        text("pipelined "),
                                        text("early "),
                                        Duration.ofMinutes(1)))) {
            relayed.client().getOutputStream().write(text("later"));
            relayed.backend().getOutputStream().write(text("late"));
            assertEquals("pipelined later", read(relayed.backend(), 15));
            assertEquals("early late", read(relayed.client(), 10));
            assertEquals(new Relay.Counts(15, 10), relayed.relay().counts());
        }
    }

    /// A read stops short at urgent data (RFC 9293 3.8.5), however much is behind it.
    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void urgentDataStopsNothing(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            for (int i = 0; i < 100; i++) {
                relayed.client().getOutputStream().write(text("before"));
                relayed.client().sendUrgentData('!');
                relayed.client().getOutputStream().write(text("behind"));
                assertEquals("beforebehind", read(relayed.backend(), 12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void eachSideMayEndAndStillBeAnswered(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
            for (boolean clientFirst : new boolean[] {true, false}) {
                try (Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
                    Socket first = clientFirst ? relayed.client() : relayed.backend();
                    Socket second = clientFirst ? relayed.backend() : relayed.client();
                    first.getOutputStream().write(text("all"));
                    first.shutdownOutput();
                    assertEquals(
                            "all", new String(second.getInputStream().readAllBytes(), US_ASCII));
                    for (int i = 0; i < 10; i++) {
                        second.getOutputStream().write(text("answer"));
                        assertEquals("answer", read(first, 6));
                    }
                    second.shutdownOutput();
                    assertEquals(-1, first.getInputStream().read());
                    assertEquals(
                            clientFirst ? "client closed" : "back-end closed",
                            relayed.end().reason());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void aSideThatIsGoneEndsTheOther(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
            for (int i = 0; i < 8; i++) {
                boolean client = i % 2 == 0;
                boolean reset = i % 4 < 2;
                boolean flooded = i < 4;
                try (Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
                    Socket gone = client ? relayed.client() : relayed.backend();
                    Socket other = client ? relayed.backend() : relayed.client();
                    relayed.client().getOutputStream().write(text("ping"));
                    assertEquals("ping", read(relayed.backend(), 4));
                    if (flooded) {
                        var _ = start(() -> sendAll(new Flow(3), other, 1 << 25, dice(3)));
                        assertTrue(gone.getInputStream().readNBytes(100_000).length > 0);
                    }
                    gone.setSoLinger(reset, 0);
                    gone.close();
                    if (!flooded) {
                        assertClosed(other);
                        other.close();
                    }
                    assertEquals(
                            client ? "client closed" : "back-end closed", relayed.end().reason());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void aResetBehindAnAnswerDoesNotLoseTheAnswer(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            relayed.backend().getOutputStream().write(text("BYE"));
            assertEquals("BYE", read(relayed.client(), 3));
            relayed.backend().setSoLinger(true, 0);
            relayed.backend().close();
            assertClosed(relayed.client());
            assertEquals("back-end closed", relayed.end().reason());
            assertEquals(new Relay.Counts(0, 3), relayed.end().counts());
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void whoDoesNotReadIsNotReadFor(RelayHouse.Kind kind) throws Exception {
        long much = 64L * 1024 * 1024;
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            AtomicLong sent = new AtomicLong();
            var sending =
                    start(() -> {
                        Flow flow = new Flow(4);
                        while (flow.written() < much) {
                            flow.write(relayed.backend().getOutputStream(), 65536);
                            sent.set(flow.written());
                        }
                        relayed.backend().shutdownOutput();
                        return flow.written();
                    });
            long held = settled(sent);
            assertTrue(held < much, "all of it went into buffers: " + held);
            assertTrue(relayed.relay().counts().fromBackend() < much);
            assertEquals(much, readAll(new Flow(4), relayed.client()));
            assertEquals(much, done(sending));
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

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void endsAfterItsIdleTimeAndNotBefore(RelayHouse.Kind kind) throws Exception {
        HandClock clock = new HandClock();
        try (RelayHouse house = new RelayHouse(kind, clock);
                Relayed busy = house.open(wish(Duration.ofMinutes(20)));
                Relayed idle = house.open(wish(Duration.ofMinutes(20)))) {
            idle.client().getOutputStream().write(text("i")); // it is relayed from now on
            assertEquals("i", read(idle.backend(), 1));
            clock.move(Duration.ofMinutes(19));
            busy.client().getOutputStream().write(text("x"));
            assertEquals("x", read(busy.backend(), 1));
            clock.move(Duration.ofMinutes(2));
            assertEquals("idle", idle.end().reason());
            assertClosed(idle.client());
            assertClosed(idle.backend());
            busy.backend().getOutputStream().write(text("y"));
            assertEquals("y", read(busy.client(), 1));
            clock.move(Duration.ofMinutes(21));
            assertEquals(new Relay.End("idle", new Relay.Counts(1, 1)), busy.end());
        }
    }

    private static RelayHouse.Wish wish(Duration idle) {
        return new RelayHouse.Wish(new byte[0], new byte[0], idle);
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void isClosedForTheReasonThatIsTold(RelayHouse.Kind kind) throws Exception {
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            var flood = start(() -> sendAll(new Flow(3), relayed.backend(), 1 << 26, dice(1)));
            assertEquals(100_000, relayed.client().getInputStream().readNBytes(100_000).length);
            relayed.relay().close("enough");
            relayed.relay().close("again");
            assertEquals("enough", relayed.end().reason());
            assertThrows(ExecutionException.class, () -> done(flood));
            assertClosed(relayed.client());
        }
    }

    private static Dice dice(long seed) {
        return new Dice(new SplittableRandom(seed));
    }
}
