package org.tohost.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tohost.common.fixture.HandClock;

/// One direction, pumped by hand: what it does with pipes.
@EnabledOnOs(OS.LINUX)
final class SpliceDirectionTest {
    private static final int MUCH = 3 * 1024 * 1024;

    private final Libc libc = new Libc();
    private End source;
    private End sink;
    private final HandClock clock = new HandClock();

    /// A socket of ours and what it is connected to.
    private record End(io.netty.channel.unix.Socket ours, Socket peer) implements AutoCloseable {
        static End open(ServerSocket listener) throws IOException {
            var ours = io.netty.channel.unix.Socket.newSocketStream();
            ours.setTcpNoDelay(true);
            ours.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), listener.getLocalPort()));
            Socket peer = listener.accept();
            ours.finishConnect();
            return new End(ours, peer);
        }

        int descriptor() {
            return ours.intValue();
        }

        @Override
        public void close() throws IOException {
            ours.close();
            peer.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        io.netty.channel.epoll.Epoll.ensureAvailability(); // loads the calls of Netty too
        try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            source = End.open(listener);
            sink = End.open(listener);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        source.close();
        sink.close();
    }

    private SpliceDirection direction(PipePool pipes) {
        SpliceDirection.Bench bench =
                new SpliceDirection.Bench(
                        libc, pipes, Arena.ofAuto().allocate(SpliceDirection.MUCH), clock);
        SpliceDirection direction =
                new SpliceDirection(source.descriptor(), sink.descriptor(), bench);
        direction.begin(new byte[0], 0);
        return direction;
    }

    /// Sends until nothing goes on any more; a virtual thread sends the rest.
    private void jam(SpliceDirection direction, Flow flow, long all) throws Exception {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (flow.written() < all) {
                            flow.write(source.peer().getOutputStream(), 65536);
                        }
                    } catch (IOException e) {
                        // the test is over
                    }
                });
        long before = -1;
        while (before != direction.taken()) {
            before = direction.taken();
            for (int i = 0; i < 30; i++) {
                direction.sourceReady();
                boolean _ = direction.pump(false);
                Thread.sleep(10);
            }
        }
    }

    private void readAll(SpliceDirection direction, long all) throws IOException {
        Flow flow = new Flow(1);
        while (flow.checked() < all) {
            direction.sourceReady();
            direction.sinkReady();
            boolean _ = direction.pump(false);
            if (sink.peer().getInputStream().available() > 0) {
                assertTrue(flow.read(sink.peer().getInputStream(), 65536));
            }
        }
    }

    @Test
    void holdsAPipeOnlyWhileOctetsAreInIt() throws Exception {
        PipePool pipes = new PipePool(libc, 1, 0);
        SpliceDirection direction = direction(pipes);
        Flow flow = new Flow(1);
        flow.write(source.peer().getOutputStream(), 100_000);
        readAll(direction, 100_000);
        assertFalse(pipes.areLent());
        assertEquals(100_000, direction.taken());
        pipes.close();
    }

    @Test
    void givesAPipeUpThatItsSinkDoesNotEmpty() throws Exception {
        PipePool pipes = new PipePool(libc, 1, 1024 * 1024);
        SpliceDirection direction = direction(pipes);
        long all = 10 * MUCH;
        jam(direction, new Flow(1), all);
        assertTrue(pipes.areLent());
        assertNull(pipes.take());
        clock.move(Duration.ofMillis(999));
        direction.spareThePipe(clock.millis());
        assertTrue(pipes.areLent());
        clock.move(Duration.ofMillis(1));
        direction.spareThePipe(clock.millis());
        assertFalse(pipes.areLent());
        Pipe pipe = pipes.take();
        assertNotNull(pipe);
        pipe.release();
        readAll(direction, all);
        pipes.close();
    }

    @Test
    void keepsItIfThereIsNoMemoryForWhatIsInIt() throws Exception {
        PipePool pipes = new PipePool(libc, 1, 0);
        SpliceDirection direction = direction(pipes);
        long all = 10 * MUCH;
        jam(direction, new Flow(1), all);
        clock.move(Duration.ofSeconds(5));
        direction.spareThePipe(clock.millis());
        assertTrue(pipes.areLent());
        readAll(direction, all);
        pipes.close();
    }

    @Test
    void copiesWithoutPipesAndTellsTheSinkOfTheEnd() throws Exception {
        SpliceDirection direction = direction(new PipePool(libc, 0, 0));
        Flow flow = new Flow(1);
        flow.write(source.peer().getOutputStream(), 100_000);
        readAll(direction, 100_000);
        assertFalse(direction.isOver());
        source.peer().shutdownOutput();
        while (!direction.isOver()) {
            direction.sourceReady();
            boolean _ = direction.pump(false);
        }
        assertArrayEquals(new byte[0], sink.peer().getInputStream().readAllBytes());
        assertTrue(direction.hasSourceEnded());
        assertFalse(direction.isLost());
    }

    @Test
    void isNotStoppedByUrgentData() throws Exception {
        PipePool pipes = new PipePool(libc, 1, 0);
        SpliceDirection direction = direction(pipes);
        source.peer().getOutputStream().write(new byte[40_000]);
        source.peer().sendUrgentData('!');
        source.peer().getOutputStream().write(new byte[40_000]);
        while (direction.taken() < 80_000) {
            direction.sourceReady();
            direction.sinkReady();
            boolean _ = direction.pump(false);
        }
        assertEquals(80_000, sink.peer().getInputStream().readNBytes(80_000).length);
        pipes.close();
    }

    @Test
    void isLostWhenItsSinkIs() throws Exception {
        PipePool pipes = new PipePool(libc, 1, 0);
        SpliceDirection direction = direction(pipes);
        sink.peer().setSoLinger(true, 0);
        sink.peer().close();
        while (!direction.isLost()) {
            source.peer().getOutputStream().write(new byte[1000]);
            direction.sourceReady();
            direction.sinkReady();
            boolean _ = direction.pump(false);
        }
        assertTrue(direction.isLossNew());
        assertFalse(direction.isLossNew());
        assertFalse(direction.isSettled() && pipes.areLent());
        pipes.close();
    }
}
