package org.tohost.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.metrics.Meters;
import org.tohost.proxy.fixture.RecordedLog;

final class BackendHealthTest {
    private static final BackendService IMAP = place("be1", Service.IMAP);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private final BackendHealth health =
            new BackendHealth(
                    clock,
                    new Circuit.Rules(2, Duration.ofSeconds(10), Duration.ofSeconds(25)),
                    new Meters(registry));

    private static BackendService place(String node, Service service) {
        return new BackendService(new NodeId(node), service);
    }

    private void fail(BackendService place) {
        health.failed(place, new Witness.Probe(), "connection refused");
    }

    private double up(Service service) {
        return registry.get("tohost.backend.up").tag("service", service.label()).gauge().value();
    }

    @Test
    void eachServiceStandsForItself() {
        fail(IMAP);
        fail(IMAP);
        assertFalse(health.admits(IMAP));
        assertTrue(health.admits(place("be1", Service.POP3)));
        assertEquals(0, up(Service.IMAP));
        assertEquals(1, up(Service.POP3));
        assertTrue(health.anyServes());
    }

    @Test
    void faultsMustComeInARow() {
        for (int i = 0; i < 10; i++) {
            fail(IMAP);
            health.answered(IMAP);
        }
        assertTrue(health.isClosed(IMAP));
    }

    @Test
    void eachChangeIsLoggedOnce() {
        try (RecordedLog log = new RecordedLog(BackendHealth.class)) {
            for (int i = 0; i < 5; i++) {
                fail(IMAP);
            }
            clock.move(Duration.ofSeconds(10));
            assertTrue(health.admits(IMAP));
            fail(IMAP);
            clock.move(Duration.ofSeconds(32));
            health.answered(IMAP);
            health.answered(IMAP);
            assertEquals(
                    List.of(
                            "WARN imap of back-end be1 does not serve, 2 failures in a row, the"
                                    + " last: connection refused. Until it answers again, users"
                                    + " are turned away at once and mail goes to others; it is"
                                    + " tried every 10 s",
                            "INFO imap of back-end be1 serves again, after 42 s"),
                    log.lines());
        }
    }

    @Test
    void noneServesIfAllAreOpen() {
        assertEquals(List.of(), health.retain(List.of(IMAP)));
        assertTrue(health.anyServes());
        fail(IMAP);
        fail(IMAP);
        assertTrue(health.admits(place("old", Service.IMAP)));
        assertFalse(health.anyServes(), "those that nobody names do not count");
    }

    @Test
    void whomNobodyNamesOrUsesIsForgotten() {
        BackendService old = place("old", Service.IMAP);
        fail(IMAP);
        fail(old);
        assertTrue(health.admits(old));
        clock.move(Duration.ofMinutes(59));
        assertEquals(List.of(), health.retain(List.of(IMAP)));
        assertEquals(2, health.circuits().size());
        clock.move(Duration.ofMinutes(2));
        assertEquals(List.of(old), health.retain(List.of(IMAP)));
        assertEquals(List.of(IMAP), List.copyOf(health.circuits().keySet()));
        fail(old);
        assertTrue(health.isClosed(old), "a new one");
    }

    @Test
    void ofManyAtOnceOneIsLetIn() throws Exception {
        fail(IMAP);
        fail(IMAP);
        clock.move(Duration.ofSeconds(10));
        Callable<Boolean> enter = () -> health.admits(IMAP);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int let = 0;
            for (Future<Boolean> one :
                    threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> enter).toList())) {
                let += one.get() ? 1 : 0;
            }
            assertEquals(1, let);
        }
    }
}
