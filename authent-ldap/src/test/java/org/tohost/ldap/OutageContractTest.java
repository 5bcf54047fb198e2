package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.testing.Eventually;
import org.tohost.common.users.Users;
import org.tohost.ldap.faulty.Fault;
import org.tohost.ldap.faulty.Faults;
import org.tohost.ldap.faulty.FaultyDirectory;

/// What is an answer about a user, and what is none: by check and by look-up, from the first
/// connection on and in mid-life, with recovery without a restart.
class OutageContractTest {
    /// Far above the time limit of a call, as a test that must not fail on a slow machine.
    private static final Duration AN_AGE = Duration.ofSeconds(60);

    private FaultyDirectory directory;

    @BeforeEach
    void start() throws IOException {
        directory = FaultyDirectory.start(InMemoryContractTest.ldif(), Optional.empty());
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    static Stream<Fault> ofDirectory() {
        return Faults.ofDirectory();
    }

    static List<ResultCode> ofBind() {
        return Faults.ofBind();
    }

    @ParameterizedTest
    @MethodSource("ofDirectory")
    void noAnswerAboutAnyUser(Fault fault) {
        directory.suffer(fault);
        try (Users users = open()) {
            assertOut(users);
            directory.suffer(new Fault.None());
            Eventually.holds("recovery", () -> serves(users));
            if (!(fault instanceof Fault.Says(Fault.Kind kind, _)
                    && kind == Fault.Kind.SERVICE_BIND)) { // who is bound stays bound
                directory.suffer(fault);
                assertOut(users);
                directory.suffer(new Fault.None());
                Eventually.holds("recovery in mid-life", () -> serves(users));
            }
        }
    }

    @Test
    void refused() throws IOException {
        directory.refuse();
        try (Users users = open()) {
            assertOut(users);
            directory.resume();
            Eventually.holds("recovery", () -> serves(users));
            directory.refuse();
            assertOut(users);
            assertOut(users);
            directory.resume();
            Eventually.holds("recovery in mid-life", () -> serves(users));
        }
    }

    @ParameterizedTest
    @MethodSource("ofBind")
    void noAnswerAboutThePassword(ResultCode code) {
        directory.suffer(new Fault.Says(Fault.Kind.USER_BIND, code));
        try (Users users = open()) {
            assertInstanceOf(AuthResult.Unavailable.class, check(users, "carol"));
            assertInstanceOf(AuthResult.Unavailable.class, check(users, "nobody"));
            assertLooksUp(users);
            assertTrue(users.healthy(), "one user's bind says nothing about the directory");
            directory.suffer(new Fault.None());
            Eventually.holds("recovery", () -> serves(users));
        }
    }

    @Test
    void anEntryThatIsGoneWhenItIsBoundToIsNoWrongPassword() {
        directory.suffer(new Fault.Says(Fault.Kind.USER_BIND, ResultCode.NO_SUCH_OBJECT));
        try (Users users = open()) {
            assertInstanceOf(AuthResult.Unavailable.class, check(users, "carol"));
            assertEquals(new AuthResult.NoSuchUser(), check(users, "nobody"));
            assertTrue(users.healthy());
        }
    }

    @Test
    void invalidCredentialsIsTheAnswerAboutThePassword() {
        directory.suffer(new Fault.Says(Fault.Kind.USER_BIND, ResultCode.INVALID_CREDENTIALS));
        try (Users users = open()) {
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    check(users, "carol"));
            assertEquals(new AuthResult.NoSuchUser(), check(users, "nobody"));
            assertLooksUp(users);
            assertTrue(users.healthy());
        }
    }

    @Test
    void slowIsStillAnAnswer() {
        directory.suffer(new Fault.Slow(Duration.ofMillis(50)));
        try (Users users = Settings.of(directory.url()).users()) {
            assertTrue(serves(users));
        }
    }

    private Users open() {
        return Settings.of(directory.url()).patient("2s").users();
    }

    private static void assertOut(Users users) {
        assertTimeoutPreemptively(
                AN_AGE,
                () -> {
                    assertInstanceOf(AuthResult.Unavailable.class, check(users, "carol"));
                    assertInstanceOf(AuthResult.Unavailable.class, check(users, "nobody"));
                    for (String user : List.of("carol", "nobody")) {
                        MailAddress address = MailAddress.parse(user + "@example.test");
                        LoginName name = new LoginName(user + "@example.test");
                        assertInstanceOf(LookupResult.Unavailable.class, users.lookup(name));
                        assertInstanceOf(LookupResult.Unavailable.class, users.lookup(address));
                        assertInstanceOf(LookupResult.Unavailable.class, users.lookupNow(address));
                    }
                });
    }

    private static void assertLooksUp(Users users) {
        MailAddress carol = MailAddress.parse("carol@example.test");
        assertInstanceOf(LookupResult.Found.class, users.lookup(carol));
        assertEquals(
                new LookupResult.NoSuchUser(),
                users.lookup(MailAddress.parse("nobody@example.test")));
    }

    static boolean serves(Users users) {
        return check(users, "carol") instanceof AuthResult.Accepted
                && check(users, "nobody").equals(new AuthResult.NoSuchUser())
                && users.lookup(MailAddress.parse("carol@example.test"))
                        instanceof LookupResult.Found
                && users.lookupNow(MailAddress.parse("nobody@example.test"))
                        .equals(new LookupResult.NoSuchUser())
                && users.healthy();
    }

    private static AuthResult check(Users users, String user) {
        return users.check(Settings.login(user + "@example.test", "carol's"));
    }
}
