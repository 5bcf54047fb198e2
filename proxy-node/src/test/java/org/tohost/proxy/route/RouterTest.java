package org.tohost.proxy.route;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.Backends;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.failure.Refusal;
import org.tohost.common.metrics.Meters;
import org.tohost.common.testing.ForeignHost;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.BackendService;
import org.tohost.proxy.health.Circuit;
import org.tohost.proxy.health.Witness;

final class RouterTest {
    private static final Backends BACKENDS =
            new Backends(
                    List.of(
                            line("be1", false),
                            line("be2", false),
                            line("pool*", false),
                            line("other*", true)));

    private final BackendHealth health =
            new BackendHealth(
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                    new Circuit.Rules(3, Duration.ofSeconds(10), Duration.ofSeconds(25)),
                    new Meters(new SimpleMeterRegistry()));
    private final Router router =
            new Router(
                    BACKENDS,
                    new Owners(Optional.of(new NodeId("be2")), BACKENDS::isShared),
                    new LocalDomains(List.of("example.test")),
                    health);

    private static BackendAddress line(String host, boolean shared) {
        return new BackendAddress(
                MatchList.parse(host),
                "",
                BackendPorts.USUAL,
                shared,
                BackendLogin.TICKET,
                BackendTls.CLUSTER);
    }

    private static Account account(String... tohost) {
        return new Account(new UserId("a@example.test"), List.of(tohost), Account.Status.OK);
    }

    private static List<String> names(List<Route> routes) {
        return routes.stream().map(route -> route.node().name()).toList();
    }

    @Test
    void readersGoToTheirOwnerAlone() {
        assertEquals(List.of("be1"), names(router.forUser(Service.IMAP, account("be1"))));
        assertEquals(List.of("be2"), names(router.forUser(Service.POP3, account())));
        assertEquals(995, router.forUser(Service.POP3, account()).getFirst().endpoint().port());
        assertEquals(List.of("pool7"), names(router.forUser(Service.IMAP, account("POOL7"))));
    }

    @Test
    void operatorsMistakesAreTemporaryAndNeverConnectedTo() {
        for (Account account :
                List.of(
                        account("evil.example"),
                        account("be1", "be2"),
                        account("be1", "other1"),
                        account("?"))) {
            Failure.Unavailable failure =
                    assertThrows(
                            Failure.Unavailable.class,
                            () -> router.forUser(Service.SUBMISSION, account));
            assertEquals(Outage.MISCONFIGURED, failure.outage());
        }
    }

    @Test
    void mailGoesToAnyAndByPreferenceToTheOwner() {
        assertEquals(List.of("be2", "be1"), names(router.forMail(Optional.of(account("be2")))));
        assertEquals(
                List.of("pool7", "be1", "be2"),
                names(router.forUser(Service.SUBMISSION, account("pool7"))));
        assertEquals(List.of("be1", "be2"), names(router.forMail(Optional.empty())));
        assertEquals(List.of("be1", "be2"), names(router.forMail(Optional.of(account("evil")))));
    }

    @Test
    void theSilentComeLast() {
        BackendService be1 = new BackendService(new NodeId("be1"), Service.SMTP);
        health.failed(be1, new Witness.Client("192.0.2.1"), "silent");
        assertEquals(List.of("be2", "be1"), names(router.forMail(Optional.of(account("be1")))));
        health.answered(be1);
        assertEquals(List.of("be1", "be2"), names(router.forMail(Optional.of(account("be1")))));
    }

    @Test
    void ofThoseThatShareTheirMailTheFirstHealthyOneIsTaken() {
        Account account = account("other2", "other1");
        assertEquals(List.of("other2", "other1"), names(router.forUser(Service.IMAP, account)));
        assertEquals(
                List.of("other2", "other1", "be1", "be2"),
                names(router.forUser(Service.SUBMISSION, account)));
        BackendService other2 = new BackendService(new NodeId("other2"), Service.IMAP);
        health.failed(other2, new Witness.Client("192.0.2.1"), "silent");
        assertEquals(List.of("other1", "other2"), names(router.forUser(Service.IMAP, account)));
    }

    /// A router over back-ends of another make and these of ours.
    private Router foreign(String... ours) {
        List<BackendAddress> lines = new ArrayList<>(List.of(host("dove"), host("cyrus")));
        for (String name : ours) {
            lines.add(line(name, false));
        }
        return new Router(
                new Backends(lines),
                new Owners(Optional.empty(), _ -> false),
                new LocalDomains(List.of("example.test")),
                health);
    }

    private static BackendAddress host(String name) {
        return foreign(name, new BackendPorts(0, 0, 0, 25, 587, 0));
    }

    @Test
    void anotherMakeGetsNoMailOfOtherOwners() {
        Router mixed = foreign("be1");
        assertEquals(List.of("be1", "dove"), names(mixed.forMail(Optional.of(account("dove")))));
        assertEquals(List.of("be1"), names(mixed.forMail(Optional.of(account("be1")))));
        assertEquals(List.of("be1"), names(mixed.forMail(Optional.empty())));
        assertEquals(List.of("cyrus"), names(mixed.forUser(Service.SUBMISSION, account("cyrus"))));
        assertEquals(List.of("be1"), names(mixed.forUser(Service.SUBMISSION, account("be1"))));
        Router alone = foreign();
        assertEquals(List.of("dove", "cyrus"), names(alone.forMail(Optional.empty())));
        assertThrows(
                Failure.Unavailable.class, () -> alone.forMail(Optional.of(account("unlisted"))));
        assertTrue(alone.owns(new NodeId("dove"), account("dove")));
        assertFalse(alone.owns(new NodeId("dove"), account("cyrus")));
        assertThrows(
                Failure.Unavailable.class, () -> alone.owns(new NodeId("dove"), account("a", "b")));
    }

    @Test
    void mailGoesToOtherMakesOnlyAtPortsThatAreGiven() {
        Backends mixed =
                new Backends(
                        List.of(
                                foreign("dove", BackendPorts.USUAL),
                                foreign("post", new BackendPorts(0, 0, 0, 25, 587, 0)),
                                line("be1", false)));
        Router all =
                new Router(
                        mixed,
                        new Owners(Optional.empty(), mixed::isShared),
                        new LocalDomains(List.of("example.test")),
                        health);
        assertEquals(List.of("dove", "post", "be1"), names(all.named(Service.IMAP)));
        assertEquals(List.of("post", "be1"), names(all.named(Service.SMTP)));
        assertFalse(names(all.forUser(Service.SUBMISSION, account("dove"))).contains("dove"));
        assertFalse(names(all.forMail(Optional.of(account("dove")))).contains("dove"));
    }

    private static BackendAddress foreign(String host, BackendPorts ports) {
        return ForeignHost.line(host, "", ports, ForeignHost.tls(BackendTls.Mode.NONE));
    }

    @Test
    void relaysForNobody() {
        assertDoesNotThrow(() -> router.requireLocal(MailAddress.parse("x@EXAMPLE.test")));
        Failure.Refused refused =
                assertThrows(
                        Failure.Refused.class,
                        () -> router.requireLocal(MailAddress.parse("x@example.org")));
        assertEquals(Refusal.RELAY_DENIED, refused.refusal());
    }
}
