package org.tohost.common.netwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentUser;

class UserFactsTest {
    private static final UserId BOB = new UserId("bob@example.test");

    @Test
    void makesAnAccount() {
        Account bob =
                new Account(
                        BOB,
                        List.of("be1"),
                        Account.Status.OK,
                        List.of("staff", "free"),
                        OptionalLong.of(200),
                        List.of(MailAddress.parse("a@b.test"), MailAddress.parse(BOB.name())),
                        Optional.empty());
        assertEquals(
                bob,
                account(
                        "Bob@Example.Test config 0 tohost=\"be1\" mailstatus=\"paydue\""
                                + " mailaccess=\"staff, free\" quota=\"200\""
                                + " fwd=\"a@b.test, $user\" created=\"1060034937\" phone=\"1\""));
        assertEquals(bob, account(UserFacts.user(bob).reply().text()));
    }

    @Test
    void knowsNothingButTheName() {
        assertEquals(
                new Account(BOB, List.of(), Account.Status.OK),
                account("bob@example.test config 0 quota=\"\" tohost=\"\" mailstatus=\" \""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "Good", "PAYDUE", ""})
    void thoseMayLogIn(String status) {
        assertEquals(
                Account.Status.OK,
                account("bob@example.test config 0 mailstatus=\"" + status + "\"").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "cancelled", "banned", "closed", "payup", "okay", "x"})
    void othersMayNot(String status) {
        assertEquals(
                Account.Status.CLOSED,
                account("bob@example.test config 0 mailstatus=\"" + status + "\"").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob config 0",
                "@example.test config 0",
                "bob@ config 0",
                "bob@example.test config 0 quota=\"-1\"",
                "bob@example.test config 0 quota=\"much\"",
                "bob@example.test config 0 quota=\"9999999999999999999\"",
                "bob@example.test config 0 fwd=\"fred\"",
                "bob@example.test config 0 fwd=\"a@b.test,,@\""
            })
    void anEntryThatMeansNothingIsNoUser(String text) {
        assertThrows(Failure.Syntax.class, () -> account(text));
    }

    private static Account account(String text) {
        return UserFacts.account(AuthentUser.parse(text));
    }
}
