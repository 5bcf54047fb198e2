package org.tohost.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

final class ProbeTest {
    /// What the probe says to these lines, and what it learns.
    private static String talk(Service service, String backend) {
        return talk(Probe.of(service, new NodeId("px"), false), backend);
    }

    private static String talk(Probe probe, String backend) {
        StringBuilder said = new StringBuilder();
        for (String line : backend.lines().toList()) {
            switch (probe.on(line)) {
                case Move.Wait _ -> {}
                case Move.Send(byte[] octets) -> said.append("> ").append(text(octets));
                case Move.StartTls(byte[] octets) -> said.append("# ").append(text(octets));
                case Move.Done(byte[] leave) ->
                        said.append("> ")
                                .append(text(leave))
                                .append(String.join(", ", probe.capabilities()));
                case Move.Failed(Failure failure) -> said.append(failure.getMessage());
            }
        }
        return said.toString();
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void imap() {
        assertEquals(
                """
                > p1 CAPABILITY
                > p2 LOGOUT
                IMAP4rev1, IDLE\
                """,
                talk(
                        Service.IMAP,
                        """
                        * OK [CAPABILITY X] ready
                        * capability IMAP4rev1  IDLE
                        * OK [ALERT] Backup tonight
                        p1 OK done
                        """));
    }

    @Test
    void pop3() {
        assertEquals(
                """
                > CAPA
                > QUIT
                TOP, SASL PLAIN\
                """,
                talk(
                        Service.POP3,
                        """
                        +OK <challenge> ready
                        +OK
                        TOP
                        SASL PLAIN
                        .
                        """));
        assertEquals("> CAPA\n> QUIT\n", talk(Service.POP3, "+OK\n-ERR what?"));
    }

    @Test
    void smtp() {
        assertEquals(
                """
                > EHLO px
                > QUIT
                SIZE 1000, 8BITMIME\
                """,
                talk(
                        Service.SUBMISSION,
                        """
                        220-be1
                        220 ready
                        250-be1 greets px
                        250-SIZE 1000
                        250 8BITMIME
                        """));
    }

    @Test
    void sieveGreetsWithTheList() {
        assertEquals(
                """
                > LOGOUT
                SIEVE fileinto, VERSION 1.0\
                """,
                talk(
                        Service.SIEVE,
                        """
                        "SIEVE" "fileinto"
                        "VERSION" "1.0"
                        OK "ready"
                        """));
    }

    private static String secured(Service service, String backend) {
        return talk(Probe.of(service, new NodeId("px"), true), backend);
    }

    @Test
    void whatCountsIsSaidBehindTls() {
        assertEquals(
                "> p0 STARTTLS\n# p1 CAPABILITY\n> p2 LOGOUT\nIMAP4rev1",
                secured(Service.IMAP, "* OK hi\np0 OK begin\n* CAPABILITY IMAP4rev1\np1 OK done"));
        assertEquals(
                "> STLS\n# CAPA\n> QUIT\nTOP",
                secured(Service.POP3, "+OK hi\n+OK begin\n+OK\nTOP\n."));
        assertEquals(
                "> EHLO px\n> STARTTLS\n# EHLO px\n> QUIT\nSIZE 1",
                secured(
                        Service.SMTP,
                        "220 hi\n250-be\n250 STARTTLS\n220 begin\n250-be\n250 SIZE 1"));
        assertEquals(
                "> STARTTLS\n# > LOGOUT\nVERSION 1.0",
                secured(Service.SIEVE, "\"STARTTLS\"\nOK\nOK \"begin\"\n\"VERSION\" \"1.0\"\nOK"));
        assertEquals(
                "> p0 STARTTLS\nthe back-end said: p0 BAD what",
                secured(Service.IMAP, "* OK hi\np0 BAD what"));
        assertEquals(
                "> STLS\nthe back-end said: -ERR no", secured(Service.POP3, "+OK hi\n-ERR no"));
    }

    @ParameterizedTest
    @CsvSource({
        "SIEVE, BYE",
        "SIEVE, NO",
        "IMAP, * BYE stopping",
        "IMAP, * PREAUTH come in",
        "IMAP, * OKAY",
        "POP3, -ERR [SYS/TEMP] no",
        "POP3, +OKAY",
        "SMTP, 421 4.3.2 stopping",
        "SMTP, 554 no",
    })
    void whoDoesNotServeIsFound(Service service, String greeting) {
        assertEquals(true, talk(service, greeting).contains("the back-end said: "));
    }

    @Test
    void whatIsNoAnswerIsNone() {
        assertEquals(
                "> p1 CAPABILITY\nthe back-end said: p1 OK nothing announced",
                talk(Service.IMAP, "* OK\np1 OK nothing announced"));
        assertEquals(
                "> p1 CAPABILITY\nthe back-end said: p1 BAD what",
                talk(Service.IMAP, "* OK\np1 BAD what"));
        assertEquals("> CAPA\nthe back-end said: what", talk(Service.POP3, "+OK\nwhat"));
        assertEquals("> EHLO px\nthe back-end said: 502 no", talk(Service.SMTP, "220 x\n502 no"));
        assertThrows(Failure.Syntax.class, () -> talk(Service.SMTP, "HTTP/1.1 400 Bad Request"));
    }

    @Test
    void endlessListsAreGivenUp() {
        String list = ("* OK " + "x".repeat(8000) + "\n").repeat(10);
        assertThrows(Failure.Syntax.class, () -> talk(Service.IMAP, "* OK\n" + list));
        assertThrows(Failure.Syntax.class, () -> talk(Service.POP3, "+OK\n+OK\n" + list));
        assertThrows(
                Failure.Syntax.class, () -> talk(Service.SMTP, "220 x\n" + "250-x\n".repeat(300)));
    }

    @Test
    void aProbeLearnsNothingFromAnEmptyHello() {
        assertEquals("> EHLO px\n> QUIT\n", talk(Service.SMTP, "220 x\n250 be1"));
        assertEquals(List.of(), Probe.of(Service.SMTP, new NodeId("px"), false).capabilities());
    }
}
