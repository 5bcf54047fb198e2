package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.SilentClients;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Very many connections that never speak, to all services, in clear text and where TLS is expected
/// first: others are served meanwhile, memory stays in bounds, and none outlives the time to log
/// in. `-Dtohost.silent=10000` makes it as many; that needs as many descriptors, here and in the
/// process of the clients.
final class SilentClientsIT {
    private static final int COUNT = Integer.getInteger("tohost.silent", 2_000);

    /// Most that one may cost on the heap, its buffers included.
    private static final long MOST_OCTETS = 24 * 1024;

    private static final List<Service> SERVICES =
            List.of(Service.IMAP, Service.POP3, Service.SMTP, Service.SUBMISSION, Service.SIEVE);

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    @Test
    void areBoundedAndForgottenWhileOthersAreServed() throws Exception {
        HandClock clock = new HandClock();
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(COUNT + 10, Duration.ofSeconds(60)), clock)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            logIn(proxy);
            Eventually.holds("nobody is left", () -> proxy.node().sessions().count() == 0);
            List<Integer> ports = new ArrayList<>();
            for (Service service : SERVICES) {
                ports.add(proxy.port(service));
                ports.add(proxy.tlsPort(service));
            }
            long earlier = proxy.sessions();
            long before = heap();
            try (SilentClients silent = SilentClients.start(COUNT, ports)) {
                assertEquals("connected", silent.next());
                // who does not begin TLS is given up sooner, on a slow machine even by now
                Eventually.holds("all have come", () -> proxy.sessions() == earlier + COUNT);
                long grown = heap() - before;
                int there = proxy.node().sessions().count();
                long each = grown / there;
                System.out.printf(
                        "%d silent connections: %d octets of heap each, process %s%n",
                        there, each, resident());
                assertTrue(each < MOST_OCTETS, each + " octets each");
                logIn(proxy);
                clock.move(Duration.ofSeconds(61));
                proxy.node().sessions().sweep();
                assertEquals("closed", silent.next());
            }
            Eventually.holds("nobody is left", () -> proxy.node().sessions().count() == 0);
            logIn(proxy);
        }
    }

    private static void logIn(TestProxy proxy) throws Exception {
        try (Wire client = proxy.plain(Service.IMAP)) {
            client.line();
            client.send("a LOGIN alice@example.test s3cret\n");
            assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.line());
            client.line();
            assertEquals("echo b NOOP", client.ask("b NOOP"));
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String resident() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("unknown");
    }
}
