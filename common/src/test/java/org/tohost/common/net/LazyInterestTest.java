package org.tohost.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class LazyInterestTest {
    private static final int IN = 0x1;
    private static final int OUT = 0x4;
    private static final int ERR = 0x8;
    private static final int HUP = 0x10;
    private static final int RDHUP = 0x2000;
    private static final int EDGE = 1 << 31;

    private final List<Integer> calls = new ArrayList<>();
    private final List<Integer> heard = new ArrayList<>();
    private final LazyInterest interest;

    LazyInterestTest() throws Exception {
        interest = new LazyInterest(new Hearer(), new Recorder());
    }

    /// A channel that notes what it is told.
    private final class Hearer implements EpollIoHandle {
        @Override
        public FileDescriptor fd() {
            return new FileDescriptor(7);
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            assertEquals(interest, registration);
            heard.add(((EpollIoEvent) event).ops().value());
        }

        @Override
        public void close() {}
    }

    /// An epoll that notes what it is asked for.
    private final class Recorder implements IoHandler, IoRegistration {
        @Override
        public IoRegistration register(IoHandle handle) {
            return this;
        }

        @Override
        public long submit(IoOps ops) {
            calls.add(((EpollIoOps) ops).value());
            return 0;
        }

        @Override
        public int run(IoHandlerContext context) {
            return 0;
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return true;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's way
        public <T> T attachment() {
            throw new IllegalStateException("nobody asks for it");
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean cancel() {
            return true;
        }
    }

    private void want(int... masks) {
        for (int mask : masks) {
            assertEquals(mask, interest.submit(EpollIoOps.valueOf(mask)));
        }
    }

    private void happens(int mask) {
        interest.handle(interest, (EpollIoEvent) () -> EpollIoOps.valueOf(mask));
    }

    @Test
    void theNumbersAreThoseOfLinux() {
        assertEquals(
                List.of(IN, OUT, ERR, RDHUP, EDGE),
                List.of(
                        Native.EPOLLIN,
                        Native.EPOLLOUT,
                        Native.EPOLLERR,
                        Native.EPOLLRDHUP,
                        Native.EPOLLET));
    }

    @Test
    void asksForReadingFromTheBeginningAndOnce() {
        want(RDHUP, RDHUP | IN, RDHUP, RDHUP | IN, RDHUP);
        assertEquals(List.of(RDHUP | IN), calls);
    }

    @Test
    void doesNotAskWhoConnectsToRead() {
        want(RDHUP | OUT, RDHUP, RDHUP | IN);
        assertEquals(List.of(RDHUP | OUT, RDHUP | IN), calls);
    }

    @Test
    void asksForRoomToWriteWhenItIsWanted() {
        want(RDHUP | IN, RDHUP | IN | OUT, RDHUP | IN);
        assertEquals(List.of(RDHUP | IN, RDHUP | IN | OUT), calls);
    }

    @Test
    void tellsWhatIsWanted() {
        want(RDHUP | IN);
        happens(IN);
        happens(IN | RDHUP);
        assertEquals(List.of(IN, IN | RDHUP), heard);
        assertEquals(1, calls.size());
    }

    @Test
    void keepsWhatNobodyWantsAnyMoreToItselfAndEndsIt() {
        want(RDHUP | IN, RDHUP);
        happens(IN);
        assertEquals(List.of(), heard);
        assertEquals(List.of(RDHUP | IN, RDHUP), calls);
        want(RDHUP | IN);
        assertEquals(List.of(RDHUP | IN, RDHUP, RDHUP | IN), calls);
        happens(IN);
        assertEquals(List.of(IN), heard);
    }

    @Test
    void tellsTheRestOfWhatHappened() {
        want(RDHUP | IN, RDHUP);
        happens(IN | RDHUP);
        assertEquals(List.of(RDHUP), heard);
        assertEquals(List.of(RDHUP | IN, RDHUP), calls);
    }

    @Test
    void tellsErrorsToThoseWhoWaitForNothing() {
        want(RDHUP | IN, 0);
        happens(ERR | HUP);
        assertEquals(List.of(ERR | HUP), heard);
    }

    @Test
    void neverWaitsForNothing() {
        want(RDHUP | IN, 0);
        happens(RDHUP);
        assertEquals(List.of(), heard);
        assertEquals(List.of(RDHUP | IN, EDGE), calls);
        want(OUT);
        assertEquals(List.of(RDHUP | IN, EDGE, OUT), calls);
    }
}
