package org.tohost.proxy.rehearsal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.domain.Service;
import org.tohost.common.net.Connector;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.Tls;
import org.tohost.common.net.TlsEngine;
import org.tohost.common.tls.ServerKeys;
import org.tohost.proxy.relay.Relays;

/// Logs in again and again where nobody sees it, until that has become cheap.
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /// Logins between two looks at what they cost.
    private static final int ACT = 400;

    /// What falls to no less than this part does not fall any more.
    private static final double FLAT = 0.85;

    private static final int MAX_LINE = 12_288;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage;
    private final Optional<Tls> client;
    private final Connector connector;
    private final long end;
    private final AtomicInteger failed = new AtomicInteger();
    private int logins;

    /// What is rehearsed, with what.
    ///
    /// @param keys for TLS with clients, if there is that
    /// @param random a secure one
    public record Play(
            Set<Service> services,
            Optional<ServerKeys> keys,
            TlsEngine engine,
            Relays.Choice relay,
            Clock clock,
            RandomGenerator random) {}

    private Rehearsal(Stage stage, Optional<Tls> client, long end) {
        this.stage = stage;
        this.client = client;
        this.connector = stage.network().connector();
        this.end = end;
    }

    /// Rehearses for at most this long, and until those who are on stage then have ended. If it
    /// goes wrong the log says so; the proxy serves as well without, only dearer at first.
    ///
    /// @return how many logins there were
    public static int hold(Play play, Duration most) {
        long begun = System.nanoTime();
        Cast cast = Cast.of(play.clock(), play.random());
        try (Stage stage = Stage.open(cast, play)) {
            Optional<Tls> client = play.keys().map(keys -> Tls.pinning(keys.pins(), play.engine()));
            Rehearsal rehearsal = new Rehearsal(stage, client, begun + most.toNanos());
            rehearsal.run();
            long millis = (System.nanoTime() - begun) / 1_000_000;
            LOG.info("warmed up by {} logins to itself in {} ms", rehearsal.logins, millis);
            System.gc(); // before anybody waits: what is left behind would make the heap grow
            return rehearsal.logins;
        } catch (IOException | RuntimeException e) {
            LOG.warn("not warmed up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void run() throws IOException, InterruptedException {
        double before;
        double cost = Double.MAX_VALUE;
        do {
            before = cost;
            cost = perform();
        } while (cost < before * FLAT && left() > 0);
    }

    /// {@return what one of some hundred logins cost, in nanoseconds of all processors}
    private double perform() throws IOException, InterruptedException {
        long cpu = processorTime();
        int from = logins;
        do {
            round();
        } while (logins < from + ACT && left() > 0);
        return (processorTime() - cpu) / (double) (logins - from);
    }

    /// One login by each way in, all at the same time.
    private void round() throws IOException, InterruptedException {
        CountDownLatch running = new CountDownLatch(stage.entrances().size());
        for (Stage.Entrance entrance : stage.entrances()) {
            logins++;
            connector.connect(
                    target(entrance),
                    connection -> play(connection, entrance, running),
                    _ -> over(false, running));
        }
        boolean ended = running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended || failed.get() > 0) {
            throw new IOException("a rehearsed login failed");
        }
    }

    private void play(LineConnection connection, Stage.Entrance entrance, CountDownLatch running) {
        Actor.play(connection, entrance.part(), good -> over(good, running));
    }

    private void over(boolean good, CountDownLatch running) {
        if (!good) {
            failed.incrementAndGet();
        }
        running.countDown();
    }

    /// Sessions of TLS are resumed by name: one in two logins finds one.
    private Connector.Target target(Stage.Entrance entrance) {
        return new Connector.Target(
                "127.0.0.1",
                entrance.port(),
                "name" + logins / (2 * stage.entrances().size()),
                new byte[0],
                client.filter(_ -> entrance.secure()),
                MAX_LINE,
                PATIENCE);
    }

    private long left() {
        return end - System.nanoTime();
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
