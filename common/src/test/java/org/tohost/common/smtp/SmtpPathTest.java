package org.tohost.common.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class SmtpPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TO:<fred@example.test>                  | <fred@example.test>",
                "to: <Fred@Example.TEST>                 | <Fred@example.test>",
                "TO:<@one.test,@two.test:fred@a.test>    | <fred@a.test>",
                "TO:<\"a b\\\"c\"@a.test>                | <\"a b\\\"c\"@a.test>",
                "TO:<\"fred\"@a.test>                    | <fred@a.test>",
                "TO:<\"a@b>\"@a.test>                    | <\"a@b>\"@a.test>",
                "TO:<x@[192.0.2.1]>                      | <x@[192.0.2.1]>",
                "TO:<x@[IPv6:2001:db8::1]>               | <x@[ipv6:2001:db8::1]>",
                "TO:<jürgen@bücher.test>                 | <jürgen@bücher.test>",
                "TO:<PostMaster>                         | <postmaster>",
                "TO:<postmaster@a.test>                  | <postmaster@a.test>",
                "TO:<a.b+c=d/e@a-b.test>                 | <a.b+c=d/e@a-b.test>",
            })
    void readsRecipients(String argument, String path) {
        assertEquals(path, SmtpPath.forward(argument).path().toString());
    }

    @Test
    void readsSenders() {
        assertEquals(new SmtpPath.Null(), SmtpPath.reverse("FROM:<>").path());
        assertEquals(
                new SmtpPath.Mailbox(new MailAddress("fred", "a.test")),
                SmtpPath.reverse("from:<fred@a.test> SIZE=10").path());
        assertThrows(Failure.Syntax.class, () -> SmtpPath.reverse("FROM:<postmaster>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TO",
                "TO:",
                "TO:fred@a.test",
                "TO:<>",
                "TO:<fred>",
                "TO:<fred@>",
                "TO:<@a.test>",
                "TO:<fred@a.test",
                "TO:<fred@a.test>x",
                "TO:<.fred@a.test>",
                "TO:<fred.@a.test>",
                "TO:<fr..ed@a.test>",
                "TO:<fr ed@a.test>",
                "TO:<\"fred@a.test>",
                "TO:<fred@a..test>",
                "TO:<fred@[a>",
                "TO:<@one.test fred@a.test>",
                "FROM:<fred@a.test>",
                "TO:<<fred@a.test>>",
                "TO:<\"\"@a.test>",
                "TO:<fred@a_[b].test>"
            })
    void refusesOthers(String argument) {
        assertThrows(Failure.Syntax.class, () -> SmtpPath.forward(argument));
    }

    @Test
    void readsParameters() {
        SmtpParameters parameters =
                SmtpPath.reverse("FROM:<> size=1000  BODY=8bitmime SMTPUTF8 ").parameters();
        assertEquals(
                Map.of("SIZE", "1000", "BODY", "8bitmime", "SMTPUTF8", ""), parameters.values());
        assertEquals(OptionalLong.of(1000), parameters.size());
        assertEquals(SmtpParameters.Body.EIGHT_BIT_MIME, parameters.body());
        assertEquals(true, parameters.smtpUtf8());
        assertEquals(Optional.of("BODY"), parameters.unknown(Set.of("SIZE", "SMTPUTF8")));
        assertEquals(" SIZE=1000 BODY=8bitmime SMTPUTF8", parameters.toString());
        assertEquals(SmtpParameters.NONE, SmtpPath.reverse("FROM:<>").parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "SIZE=", "SIZE=1=2", "SIZE=1 SIZE=2", "a_b", "-a"})
    void refusesBadParameters(String parameters) {
        assertThrows(Failure.Syntax.class, () -> SmtpPath.reverse("FROM:<> " + parameters));
    }

    @Test
    void refusesBadValues() {
        assertEquals(OptionalLong.of(Long.MAX_VALUE), size("SIZE=99999999999999999999"));
        assertThrows(Failure.Syntax.class, () -> size("SIZE=999999999999999999999"));
        assertThrows(Failure.Syntax.class, () -> size("SIZE=-1"));
        SmtpParameters binary = SmtpPath.reverse("FROM:<> BODY=BINARYMIME").parameters();
        assertThrows(Failure.Syntax.class, binary::body);
    }

    @Test
    void throwsOnlySyntax() {
        List<String> pieces =
                List.of(
                        "FROM:",
                        "<",
                        ">",
                        "@",
                        "a",
                        ".",
                        "\"",
                        "\\",
                        " ",
                        "[",
                        "]",
                        ":",
                        ",",
                        "=",
                        "SIZE",
                        "1",
                        "ü",
                        "\u0085",
                        "postmaster");
        Seeded.check(
                20_000,
                dice -> {
                    try {
                        String argument = (dice.oneIn(2) ? "FROM:<" : "") + dice.words(pieces, 12);
                        SmtpPath.Parsed parsed = SmtpPath.reverse(argument);
                        parsed.parameters().size();
                        assertEquals(
                                parsed.path(), SmtpPath.reverse("FROM:" + parsed.path()).path());
                    } catch (Failure.Syntax e) {
                        return;
                    }
                });
    }

    private static OptionalLong size(String parameters) {
        return SmtpPath.reverse("FROM:<> " + parameters).parameters().size();
    }
}
