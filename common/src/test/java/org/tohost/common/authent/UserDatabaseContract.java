package org.tohost.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account.Status;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;

/// What every user database must do. It holds, all at `example.test`:
///
/// | user | password | tohost | remark |
/// |---|---|---|---|
/// | `alice` | `wonder*land (1)\` | `be1` | |
/// | `Bob` | `passwörd` | `be2` | written in mixed case |
/// | `carol` | `carol's` | none | |
/// | `dave` | `dave's` | `be1` | suspended |
/// | `erin` | `erin's` | `be1`, `be2` | |
/// | `st*r` | `star's` | `be1` | |
///
/// Its users are in no access group, its access groups are those of
/// [org.tohost.common.fixture.UsersFixture#GROUPS].
public interface UserDatabaseContract {
    /// {@return the database with these users}
    UserDatabase database();

    /// Asserts that a check told of no user. A database that cannot tell an unknown user from a
    /// wrong password says the latter.
    default void assertNobody(AuthResult result) {
        assertEquals(new AuthResult.NoSuchUser(), result);
    }

    /// {@return alice's password: another one where the database has no word for a space}
    default String passwordOfAlice() {
        return "wonder*land (1)\\";
    }

    @Test
    default void acceptsTheRightPassword() {
        assertEquals(
                new AuthResult.Accepted(account("alice", "be1")),
                check("alice@example.test", passwordOfAlice()));
        assertEquals(
                new AuthResult.Accepted(account("bob", "be2")),
                check("BOB@example.TEST", "passwörd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "wonder*land (1)", "WONDER*LAND (1)\\", "*", "wonder*land (1)\\ "})
    default void rejectsAWrongPassword(String password) {
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                check("alice@example.test", password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.test", "nobody@example.test", "dave@example.test"})
    default void rejectsAnEmptyPasswordOfWhomever(String login) {
        assertEquals(new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD), check(login, ""));
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD), check(login, "\0\0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody@example.test",
                "alice@example.org",
                "alice@",
                "@example.test",
                "*",
                "*@example.test",
                "a*e@example.test",
                "alice@example.test)(uid=*",
                "alice@example.test)(|(mail=*",
                "*)(&",
                "\\2a",
                "al\\69ce@example.test",
                "alice@example.test,ou=people",
                "%u",
                "álice@example.test",
                "()\\*&|!=~<>@example.test"
            })
    default void knowsNobodyElse(String login) {
        assertNobody(check(login, passwordOfAlice()));
    }

    @Test
    default void aStarIsALetter() {
        assertInstanceOf(AuthResult.Accepted.class, check("st*r@example.test", "star's"));
        assertNobody(check("star@example.test", "star's"));
    }

    @Test
    default void aClosedAccountIsClosedForThoseWhoKnowItsPassword() {
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.CLOSED),
                check("dave@example.test", "dave's"));
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                check("dave@example.test", "x"));
        assertEquals(
                new LookupResult.Found(new Account(user("dave"), List.of("be1"), Status.CLOSED)),
                lookup("dave@example.test"));
    }

    @Test
    default void tellsTohostAsItIs() {
        assertEquals(new LookupResult.Found(account("carol")), lookup("carol@example.test"));
        LookupResult.Found erin =
                assertInstanceOf(LookupResult.Found.class, lookup("erin@example.test"));
        assertEquals(List.of("be1", "be2"), erin.account().tohost().stream().sorted().toList());
    }

    @Test
    default void looksUpWithoutPassword() {
        assertEquals(new LookupResult.Found(account("alice", "be1")), lookup("Alice@Example.Test"));
        assertEquals(new LookupResult.NoSuchUser(), lookup("nobody@example.test"));
        assertEquals(new LookupResult.NoSuchUser(), lookup("*@example.test"));
        assertEquals(new LookupResult.NoSuchUser(), lookup("\"a)(mail=*\"@example.test"));
    }

    @Test
    default void looksUpByLoginName() {
        assertEquals(
                new LookupResult.Found(account("alice", "be1")),
                database().lookup(new LoginName("ALICE@example.test")));
        assertEquals(
                new LookupResult.NoSuchUser(),
                database().lookup(new LoginName("nobody@example.test")));
    }

    @Test
    default void whatFollowsThePlusIsNotPartOfTheUser() {
        assertEquals(
                new LookupResult.Found(account("alice", "be1")), lookup("alice+a@example.test"));
        assertEquals(
                new LookupResult.Found(account("alice", "be1")),
                database().lookupNow(MailAddress.parse("Alice+a+B*c@Example.Test")));
        assertEquals(new LookupResult.NoSuchUser(), lookup("nobody+alice@example.test"));
        assertEquals(new LookupResult.NoSuchUser(), lookup("+alice@example.test"));
        assertNobody(check("alice+a@example.test", passwordOfAlice()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ali ce\"@example.test",
                "\"alice \"@example.test",
                "\"*)(uid=\"@example.test",
                "\"alice\\\\\"@example.test",
                "alice/example@example.test",
                "uid=alice@example.test",
                "\"alice,ou=people\"@example.test",
                "al\u200bice@example.test",
                "♚@example.test",
                "alice@[192.0.2.1]"
            })
    default void mailForStrangeAddressesIsForNobody(String address) {
        assertEquals(new LookupResult.NoSuchUser(), lookup(address));
        assertEquals(
                new LookupResult.NoSuchUser(), database().lookupNow(MailAddress.parse(address)));
    }

    @Test
    default void groupsDecideByServiceAndAddressAfterThePassword() {
        assertEquals(
                new AuthResult.Accepted(account("alice", "be1")),
                check(passwordOfAlice(), Service.POP3, "127.0.0.1"));
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.NOT_ALLOWED),
                check(passwordOfAlice(), Service.POP3, "192.0.2.1"));
        assertEquals(
                new AuthResult.Accepted(account("alice", "be1")),
                check(passwordOfAlice(), Service.SUBMISSION, "192.0.2.1"));
        assertEquals(
                new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                check("x", Service.POP3, "192.0.2.1"));
    }

    private AuthResult check(String password, Service service, String address) {
        LoginName alice = new LoginName("alice@example.test");
        return database().check(new Login(alice, Secret.of(password), service, address));
    }

    @Test
    default void servesManyAtOnceAndMixesNobodyUp() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AuthResult>> results =
                    IntStream.range(0, 200).mapToObj(i -> threads.submit(() -> nth(i))).toList();
            for (int i = 0; i < results.size(); i++) {
                AuthResult result = get(results.get(i));
                expected(i)
                        .ifPresentOrElse(e -> assertEquals(e, result), () -> assertNobody(result));
            }
        }
        assertEquals(new LookupResult.Found(account("carol")), lookup("carol@example.test"));
    }

    @Test
    default void isHealthy() {
        assertTrue(database().healthy());
    }

    private AuthResult nth(int i) {
        return switch (i % 4) {
            case 0 -> check("alice@example.test", passwordOfAlice());
            case 1 -> check("bob@example.test", "passwörd");
            case 2 -> check("bob@example.test", passwordOfAlice());
            default -> check("nobody@example.test", "passwörd");
        };
    }

    private static Optional<AuthResult> expected(int i) {
        return switch (i % 4) {
            case 0 -> Optional.of(new AuthResult.Accepted(account("alice", "be1")));
            case 1 -> Optional.of(new AuthResult.Accepted(account("bob", "be2")));
            case 2 -> Optional.of(new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD));
            default -> Optional.empty();
        };
    }

    private static AuthResult get(Future<AuthResult> result)
            throws InterruptedException, ExecutionException {
        return result.get();
    }

    private AuthResult check(String login, String password) {
        return database()
                .check(
                        new Login(
                                new LoginName(login),
                                Secret.of(password),
                                Service.IMAP,
                                "127.0.0.1"));
    }

    private LookupResult lookup(String address) {
        return database().lookup(MailAddress.parse(address));
    }

    private static Account account(String name, String... tohost) {
        return new Account(user(name), List.of(tohost), Status.OK);
    }

    private static UserId user(String name) {
        return new UserId(name + "@example.test");
    }
}
