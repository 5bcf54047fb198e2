package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;
import org.tohost.ldap.faulty.Fault;
import org.tohost.ldap.faulty.Faults;
import org.tohost.ldap.faulty.FaultyDirectory;

/// Two servers with the same entries, of which one goes wrong.
class SeveralServersTest {
    private FaultyDirectory first;
    private FaultyDirectory second;

    @BeforeEach
    void start() throws IOException {
        first = FaultyDirectory.start(InMemoryContractTest.ldif(), Optional.empty());
        second = FaultyDirectory.start(InMemoryContractTest.ldif(), Optional.empty());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    static Stream<Fault> ofServer() {
        return Faults.ofServer();
    }

    @ParameterizedTest
    @MethodSource("ofServer")
    void theOtherAnswers(Fault fault) {
        first.suffer(fault);
        try (Users users = open("failover")) {
            assertTrue(OutageContractTest.serves(users), "from the start");
            first.suffer(new Fault.None());
            second.suffer(fault);
            assertTrue(OutageContractTest.serves(users), "after they changed places");
        }
    }

    @ParameterizedTest
    @EnumSource(Balance.class)
    void oneIsDeadOrSilentAndBothComeBack(Balance balance) throws IOException {
        first.refuse();
        try (Users users = open(balance.name())) {
            assertTrue(OutageContractTest.serves(users), "one is dead");
            first.resume();
            second.suffer(new Fault.Silent());
            Eventually.holds("one is silent", () -> OutageContractTest.serves(users));
            first.refuse();
            Eventually.holds(
                    "nobody answers", () -> !OutageContractTest.serves(users) && !users.healthy());
            first.resume();
            second.suffer(new Fault.None());
            Eventually.holds("both are back", () -> OutageContractTest.serves(users));
        }
    }

    @Test
    void failOverTakesTheFirst() {
        assertEquals(0, connectionsToSecond("failover"));
    }

    @Test
    void roundRobinTakesTurns() {
        assertEquals(2, connectionsToSecond("roundrobin"));
    }

    @Test
    void fewestEvensOut() {
        assertEquals(2, connectionsToSecond("fewest"));
    }

    /// Of four, opened while the others are kept open.
    private int connectionsToSecond(String balance) {
        LdapServers settings = settings(balance).bind().servers();
        var pauses = new Pauses(new Random(1), _ -> {});
        try (var servers = new Servers(settings, pauses, new ScriptedClock())) {
            for (int i = 0; i < 4; i++) {
                var _ = servers.connect();
            }
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
        return second.accepted();
    }

    private Users open(String balance) {
        return settings(balance).users();
    }

    private Settings settings(String balance) {
        return Settings.of(first.url(), second.url())
                .patient("8s")
                .with("g_ldap_balance", balance.toLowerCase(Locale.ROOT));
    }
}
