package org.tohost.common.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

class Pop3CommandTest {
    @Test
    void hasAKeywordAndArguments() {
        assertEquals("TOP", command("top 1 10").keyword());
        assertEquals(List.of("1", "10"), command("TOP 1 10 ").arguments(2, 2));
        assertEquals(List.of(), command("QUIT").arguments(0, 0));
        assertEquals(List.of(), command("LIST ").arguments(0, 1));
        assertEquals(10, Pop3Command.number("10"));
    }

    @Test
    void passwordsMayHoldSpacesAndAnyOctet() {
        Pop3Command pass = command("PASS  a b\u00e4 ");
        assertEquals(" a b\u00e4 ", new String(pass.rest(), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " QUIT", "QU-IT", "+OK", "QÜIT"})
    void refusesOtherLines(String line) {
        assertThrows(Failure.Syntax.class, () -> command(line));
    }

    @Test
    void refusesWrongArguments() {
        assertThrows(Failure.Syntax.class, () -> command("TOP 1").arguments(2, 2));
        assertThrows(Failure.Syntax.class, () -> command("TOP 1 2 3").arguments(2, 2));
        assertThrows(Failure.Syntax.class, () -> command("TOP 1  2").arguments(2, 3));
        assertThrows(Failure.Syntax.class, () -> Pop3Command.number(""));
        assertThrows(Failure.Syntax.class, () -> Pop3Command.number("-1"));
        assertThrows(Failure.Syntax.class, () -> Pop3Command.number("2147483648"));
    }

    @Test
    void throwsOnlySyntax() {
        Seeded.check(
                3000,
                dice -> {
                    try {
                        Pop3Command command =
                                Pop3Command.parse(dice.octets("TOP 129\u00e4\u0001", 12));
                        command.arguments(0, 2).forEach(Pop3Command::number);
                    } catch (Failure.Syntax e) {
                        return;
                    }
                });
    }

    @Test
    void tellsFailures() {
        assertEquals("-ERR bad", Pop3Failures.response(new Failure.Syntax("bad")));
        assertEquals(
                "-ERR [AUTH] Authentication failed",
                Pop3Failures.response(new Failure.Refused(Refusal.AUTHENTICATION, "x")));
        assertTrue(
                Pop3Failures.response(new Failure.Unavailable("x")).startsWith("-ERR [SYS/TEMP]"));
    }

    @ParameterizedTest
    @EnumSource
    void neverTellsTheDetail(Refusal refusal) {
        String response = Pop3Failures.response(new Failure.Refused(refusal, "detail"));
        assertEquals(-1, response.indexOf("detail"));
    }

    private static Pop3Command command(String line) {
        return Pop3Command.parse(line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
