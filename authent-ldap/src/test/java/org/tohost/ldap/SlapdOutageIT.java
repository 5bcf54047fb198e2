package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.Programs;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;

/// A directory that stops, freezes and comes back: "look-up failed" is never "not found".
class SlapdOutageIT {
    private static final Path LDIF =
            Programs.source("authent-ldap/src/test/resources/contract.ldif");

    @Test
    void stoppedAndStartedAgain(@TempDir Path folder) throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty());
                var database = open(slapd.url(), "20s")) {
            assertServes(database);
            slapd.stop();
            assertOut(database);
            slapd.resume();
            Eventually.holds("recovery", database::healthy);
            assertServes(database);
        }
    }

    @Test
    void frozenAndThawed(@TempDir Path folder) throws Exception {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty())) {
            try (var patient = open(slapd.url(), "20s")) {
                assertServes(patient);
            }
            try (var database = open(slapd.url(), "1s")) {
                slapd.freeze();
                assertOut(database);
                slapd.thaw();
            }
            try (var patient = open(slapd.url(), "20s")) {
                assertServes(patient);
            }
        }
    }

    @Test
    void silentFromTheFirstConnectionOn() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var database = open("ldap://127.0.0.1:" + silent.getLocalPort(), "300ms")) {
            assertOut(database);
        }
    }

    @Test
    void theSecondServerAnswersForTheFirst(@TempDir Path folder) {
        try (var slapd = SlapdFixture.start(folder, LDIF, Optional.empty())) {
            try (var database = Settings.of("ldap://127.0.0.1:1", slapd.url()).users()) {
                assertServes(database);
            }
        }
    }

    private static Users open(String url, String timeout) {
        return Settings.of(url).patient(timeout).users();
    }

    private static void assertServes(Users database) {
        assertInstanceOf(AuthResult.Accepted.class, check(database, "carol@example.test"));
        assertInstanceOf(
                LookupResult.Found.class, database.lookup(MailAddress.parse("alice@example.test")));
        assertEquals(
                new LookupResult.NoSuchUser(),
                database.lookup(MailAddress.parse("nobody@example.test")));
        assertTrue(database.healthy());
    }

    private static void assertOut(Users database) {
        assertInstanceOf(AuthResult.Unavailable.class, check(database, "carol@example.test"));
        assertInstanceOf(AuthResult.Unavailable.class, check(database, "nobody@example.test"));
        assertInstanceOf(
                LookupResult.Unavailable.class,
                database.lookup(MailAddress.parse("alice@example.test")));
        Eventually.holds("known to be down", () -> !database.healthy());
    }

    private static AuthResult check(Users database, String login) {
        return database.check(Settings.login(login, "carol's"));
    }
}
