package org.tohost.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private static final Circuit.Rules RULES =
            new Circuit.Rules(3, Duration.ofSeconds(10), Duration.ofSeconds(25));
    private static final Witness ANNA = new Witness.Client("192.0.2.1");
    private static final Witness BERT = new Witness.Client("192.0.2.2");

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static Circuit.Fault fault(long seconds, Witness witness) {
        return new Circuit.Fault(at(seconds), witness, "refused at " + seconds);
    }

    private static Circuit open() {
        return Circuit.Closed.WELL
                .after(fault(0, ANNA), RULES)
                .after(fault(1, BERT), RULES)
                .after(fault(2, ANNA), RULES);
    }

    @Test
    void opensAfterSoManyFaultsInARow() {
        Circuit two = Circuit.Closed.WELL.after(fault(0, ANNA), RULES).after(fault(1, BERT), RULES);
        assertTrue(two.admits(at(1)));
        assertFalse(two.isWell(at(1)));
        assertTrue(two.isWell(at(11)));
        assertEquals(new Circuit.Open(at(2), at(12), "refused at 2"), open());
        assertFalse(open().admits(at(11)));
    }

    @Test
    void oneClientAloneCannotOpenIt() {
        Circuit circuit = Circuit.Closed.WELL;
        for (int i = 0; i < 100; i++) {
            circuit = circuit.after(fault(i, ANNA), RULES);
        }
        assertTrue(circuit.isClosed());
        for (Witness second : List.of(BERT, new Witness.Probe())) {
            Circuit two = circuit.after(fault(100, second), RULES);
            assertTrue(two.isClosed(), "the faults of one client count as one");
            assertFalse(two.after(fault(101, ANNA), RULES).isClosed());
        }
    }

    @Test
    void oneClientHasManyAddressesOfIpv6() {
        assertEquals(
                new Witness.Client("2001:db8:0:1::1"), new Witness.Client("2001:DB8:0:1:ffff::2"));
        assertNotEquals(
                new Witness.Client("2001:db8:0:1::1"), new Witness.Client("2001:db8:0:2::1"));
        assertEquals(new Witness.Client("fe80::1%eth0"), new Witness.Client("fe80::2"));
        assertEquals(ANNA, new Witness.Client("::ffff:192.0.2.1"));
        assertEquals("192.0.2.1", ((Witness.Client) ANNA).address());
    }

    @Test
    void faultsOfLongAgoCountNoMore() {
        Circuit two = Circuit.Closed.WELL.after(fault(0, ANNA), RULES).after(fault(1, BERT), RULES);
        assertFalse(two.after(fault(3600, ANNA), RULES).isClosed());
        Circuit later = two.after(fault(4000, ANNA), RULES);
        assertTrue(later.after(fault(4001, BERT), RULES).isClosed());
    }

    @Test
    void whoLeavesMakesPlaceForTheNext() {
        Circuit trial = open().entered(at(12), RULES);
        assertFalse(trial.admits(at(13)));
        assertTrue(trial.left(at(13)).admits(at(13)));
        assertFalse(trial.left(at(13)).isClosed());
        assertEquals(open(), open().left(at(5)));
    }

    @Test
    void probesAreBelievedWithoutClients() {
        Circuit circuit = Circuit.Closed.WELL;
        for (int i = 0; i < 3; i++) {
            assertTrue(circuit.isClosed());
            circuit = circuit.after(fault(i, new Witness.Probe()), RULES);
        }
        assertFalse(circuit.isClosed());
    }

    @Test
    void afterThePauseOneIsLetIn() {
        Circuit trial = open().entered(at(12), RULES);
        assertTrue(open().admits(at(12)));
        assertFalse(trial.admits(at(12)));
        Circuit failed = trial.after(fault(20, ANNA), RULES);
        assertEquals(new Circuit.Open(at(2), at(30), "refused at 20"), failed);
    }

    @Test
    void aTrialWithoutOutcomeIsForgotten() {
        Circuit trial = open().entered(at(12), RULES);
        assertFalse(trial.admits(at(36)));
        assertTrue(trial.admits(at(37)));
        assertInstanceOf(Circuit.Trial.class, trial.entered(at(37), RULES));
    }

    @Test
    void whatBeganBeforeDoesNotProlongIt() {
        assertEquals(open(), open().after(fault(11, BERT), RULES));
    }
}
