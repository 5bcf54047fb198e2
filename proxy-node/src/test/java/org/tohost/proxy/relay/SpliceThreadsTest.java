package org.tohost.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What splice threads must not do: keep descriptors, and run for nothing.
@EnabledOnOs(OS.LINUX)
final class SpliceThreadsTest {
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void awaitDescriptors(long most) throws Exception {
        for (int i = 0; i < 400 && descriptors() > most; i++) {
            Thread.sleep(50);
        }
        assertTrue(descriptors() <= most, () -> "more than " + most + " descriptors are open");
    }

    /// What all epolls of this process watch.
    private static long watched() throws IOException {
        long count = 0;
        try (Stream<Path> infos = Files.list(Path.of("/proc/self/fdinfo"))) {
            for (Path info : List.copyOf(infos.toList())) {
                try {
                    count +=
                            Files.readAllLines(info).stream()
                                    .filter(line -> line.startsWith("tfd:"))
                                    .count();
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        }
        return count;
    }

    @Test
    void areUsedWhereNobodySpeaksTls() throws Exception {
        try (RelayHouse house = new RelayHouse(RelayHouse.Kind.SPLICE, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            assertInstanceOf(SpliceRelay.class, relayed.relay());
        }
        try (RelayHouse house = new RelayHouse(RelayHouse.Kind.CHANNEL, Clock.systemUTC());
                Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            assertInstanceOf(ChannelRelay.class, relayed.relay());
        }
    }

    @ParameterizedTest
    @EnumSource(RelayHouse.Kind.class)
    void closeWhatTheyOpen(RelayHouse.Kind kind) throws Exception {
        long outside = descriptors();
        try (RelayHouse house = new RelayHouse(kind, Clock.systemUTC())) {
            for (int i = 0; i < 6; i++) { // until all threads run
                relayOne(house, i).end();
            }
            long before = descriptors();
            List<Relayed> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(relayOne(house, i));
            }
            for (Relayed one : all) {
                assertTrue(!one.end().reason().isEmpty());
            }
            awaitDescriptors(before + (kind == RelayHouse.Kind.SPLICE ? 2 * 48 : 0));
        }
        awaitDescriptors(outside + 8); // of the runtime
    }

    /// One relay with some traffic, that ends in one of many ways.
    private static Relayed relayOne(RelayHouse house, int way) throws Exception {
        try (Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
            relayed.backend().getOutputStream().write(new byte[200_000]);
            int read = way % 3 == 0 ? 200_000 : 1000;
            assertEquals(read, relayed.client().getInputStream().readNBytes(read).length);
            switch (way % 5) {
                case 0 -> relayed.relay().close("test");
                case 1 -> relayed.client().shutdownOutput();
                case 2 -> relayed.backend().setSoLinger(true, 0);
                case 3 -> relayed.client().setSoLinger(true, 0);
                default -> relayed.relay().halt(halted -> house.goOn(halted, relayed.over()));
            }
            return relayed;
        }
    }

    @Test
    void doNotLetNettyGoOnWatchingWhatTheyTookOver() throws Exception {
        try (RelayHouse house = new RelayHouse(RelayHouse.Kind.SPLICE, Clock.systemUTC())) {
            for (int i = 0; i < 6; i++) { // until all threads run
                relayOne(house, 0).end();
            }
            try (Relayed relayed = house.open(RelayHouse.Wish.nothing())) {
                relayed.client().getOutputStream().write(1);
                assertEquals(1, relayed.backend().getInputStream().read());
                long before = watched();
                try (Relayed second = house.open(RelayHouse.Wish.nothing())) {
                    second.client().getOutputStream().write(1);
                    assertEquals(1, second.backend().getInputStream().read());
                    assertEquals(before + 2, watched());
                }
            }
        }
    }

    @Test
    void wakeUpForTrafficAndHardlyForAnythingElse() throws Exception {
        try (RelayHouse house = new RelayHouse(RelayHouse.Kind.SPLICE, Clock.systemUTC());
                Relayed quiet = house.open(RelayHouse.Wish.nothing());
                Relayed ended = house.open(RelayHouse.Wish.nothing());
                Relayed stuck = house.open(RelayHouse.Wish.nothing())) {
            ended.client().shutdownOutput();
            assertEquals(-1, ended.backend().getInputStream().read());
            Thread.ofVirtual().start(() -> flood(stuck));
            long moved = -1;
            while (moved != stuck.relay().counts().fromBackend()) {
                moved = stuck.relay().counts().fromBackend();
                Thread.sleep(300);
            }
            long before = house.relays().wakeUps();
            long began = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                quiet.client().getOutputStream().write(i);
                assertEquals(i & 0xff, quiet.backend().getInputStream().read());
            }
            Thread.sleep(2000);
            long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000;
            long wakeUps = house.relays().wakeUps() - before;
            // a message, perhaps the room it made, and a tick a second for each of two threads
            long allowed = 2 * 1000 + 4 * seconds + 100;
            assertTrue(wakeUps <= allowed, () -> wakeUps + " wake-ups, allowed " + allowed);
        }
    }

    private static void flood(Relayed stuck) {
        try {
            while (true) {
                stuck.backend().getOutputStream().write(new byte[65536]);
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
