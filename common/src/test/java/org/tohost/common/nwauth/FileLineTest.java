package org.tohost.common.nwauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.Account;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.testing.Seeded;

class FileLineTest {
    private static final List<String> WORDS =
            List.of(
                    "a@b.test",
                    "\"a:b\"@c.test",
                    ":",
                    "{ssha}",
                    "x",
                    "\"",
                    "=",
                    " ",
                    "tohost=\"be1\"",
                    "quota=\"5\"",
                    "alias=\"@b.test\"",
                    "#",
                    "\r",
                    "\0",
                    "ä",
                    "\u00ff",
                    "fwd=\"$user\"");

    @Test
    void readsALineOfTheOldDays() {
        UserLine line =
                good(
                        "Marijn@MyDomain.com:{ssha}tVANQo:created=\"1060034937\" mailaccess=\"free,pop\"");

        assertEquals(new UserId("marijn@mydomain.com"), line.user());
        assertEquals(List.of("{ssha}tVANQo"), line.stored());
        assertEquals(List.of("free", "pop"), line.account().access());
    }

    @Test
    void readsEveryFact() {
        UserLine line =
                good(
                        "a@b.test:x:tohost=\"be1,be2\" mailstatus=\"suspended\" quota=\"200\""
                                + " fwd=\"$user, c@d.test\" alias=\"A.B@b.test,@d.TEST\""
                                + " scram=\"SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=\"");
        Account account = line.account();

        assertEquals(List.of("be1", "be2"), account.tohost());
        assertEquals(Account.Status.CLOSED, account.status());
        assertEquals(200, account.quota().orElseThrow());
        assertEquals(
                List.of(MailAddress.parse("a@b.test"), MailAddress.parse("c@d.test")),
                account.forward());
        assertEquals(List.of("a.b@b.test", "@d.test"), line.aliases());
        assertEquals(4096, account.scram().orElseThrow().iterations());
    }

    @Test
    void theStoredPasswordMayBeForScram() {
        UserLine line =
                good(
                        "a@b.test:{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");

        assertTrue(line.account().scram().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"a@b.test", "a@b.test:", "a@b.test::", "a@b.test:(NULL):", "a@b.test:(NULL)"})
    void withoutPasswordNobodyLogsIn(String text) {
        assertEquals(List.of(), good(text).stored());
    }

    @Test
    void aQuotedNameMayHoldAColon() {
        UserLine line = good("\"a:b\"@c.test:x:tohost=\"be1\"");

        assertEquals(new UserId("\"a:b\"@c.test"), line.user());
        assertEquals(List.of("x"), line.stored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# a@b.test:x:", "\r"})
    void commentsSayNothing(String text) {
        assertEquals(new FileLine.Comment(), FileLine.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.test:x:tohost=be1 rubbish",
                "a@b.test:x:y:z=\"1\"",
                "a@b.test:x:tohost=\"be1",
                "a@b.test:x:tohost=\"be1\" tohost=\"be2\"",
                "a@b.test:x:quota=\"much\"",
                "a@b.test:x:fwd=\"nowhere\"",
                "a@b.test:x:alias=\"nobody\"",
                "a@b.test:x:scram=\"abc\"",
                "a@b.test:\u0001:",
                "a@b.test:\u00e4:"
            })
    void aBadLineIsThatOfItsUser(String octets) {
        FileLine.Bad bad = assertInstanceOf(FileLine.Bad.class, FileLine.parse(octets));

        assertEquals(Optional.of(new UserId("a@b.test")), bad.user());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:b", "@b.test:x:", ":::"})
    void aLineMayBeNobodys(String text) {
        FileLine.Bad bad = assertInstanceOf(FileLine.Bad.class, FileLine.parse(text));

        assertEquals(Optional.empty(), bad.user());
    }

    @Test
    void anyOctetsAreALineAndWhatIsGoodReadsAsItWasWritten() {
        Seeded.check(
                5000,
                dice -> {
                    FileLine line = FileLine.parse(octets(dice.words(WORDS, 9)));
                    if (line instanceof FileLine.Good(UserLine good)) {
                        assertEquals(line, FileLine.parse(octets(good.text())));
                    }
                });
    }

    private static UserLine good(String text) {
        return assertInstanceOf(FileLine.Good.class, FileLine.parse(octets(text))).line();
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
