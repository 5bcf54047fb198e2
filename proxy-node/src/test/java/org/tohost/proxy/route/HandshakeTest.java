package org.tohost.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Handover;

final class HandshakeTest {
    private static String talk(Handover handover, String backend) {
        return Conversation.of(Handshake.of(handover, _ -> "TOHOST-TICKET dA=="), backend);
    }

    @Test
    void imapUsesTheTagOfTheClientAndPassesUntaggedDataOn() {
        assertEquals(
                """
                > a7 AUTHENTICATE TOHOST-TICKET dA==
                = * CAPABILITY IMAP4rev2
                * OK [ALERT] Backup tonight
                a7 OK [CAPABILITY IMAP4rev2 IDLE] Welcome
                """,
                talk(
                        new Handover.Imap("a7"),
                        """
                        * OK [CAPABILITY X] <challenge> ready
                        * CAPABILITY IMAP4rev2
                        * OK [ALERT] Backup tonight
                        a7 OK [CAPABILITY IMAP4rev2 IDLE] Welcome
                        """));
    }

    @Test
    void imapTellsRefusalsApart() {
        Handover a = new Handover.Imap("a");
        String sent = "> a AUTHENTICATE TOHOST-TICKET dA==\n";
        assertEquals("! SILENT the back-end said: * BYE stopping\n", talk(a, "* BYE stopping"));
        assertEquals("! SILENT the back-end said: * PREAUTH\n", talk(a, "* PREAUTH"));
        assertEquals(
                sent + "! SILENT the back-end said: a NO [UNAVAILABLE] not mine\n",
                talk(a, "* OK\na NO [UNAVAILABLE] not mine"));
        assertEquals(
                sent + "! LIMIT the back-end said: a NO [LIMIT] too many\n",
                talk(a, "* OK\na NO [LIMIT] too many"));
        assertEquals(sent + "! SILENT the back-end said: b OK\n", talk(a, "* OK\nb OK"));
        assertEquals(sent + "! SILENT the back-end said: + \n", talk(a, "* OK\n+ "));
    }

    @Test
    void imapBoundsWhatComesBeforeTheTaggedResponse() {
        Handshake handshake = Handshake.of(new Handover.Imap("a"), _ -> "T");
        Move last = handshake.on("* OK");
        String line = "* " + "x".repeat(1000);
        for (int i = 0; i < 70 && !(last instanceof Move.Failed); i++) {
            last = handshake.on(line);
        }
        assertEquals(Move.Failed.class, last.getClass());
    }

    @Test
    void pop3() {
        assertEquals(
                "> AUTH TOHOST-TICKET dA==\n= +OK 3 messages\n",
                talk(new Handover.Pop3(), "+OK <challenge>\n+OK 3 messages"));
        assertEquals(
                """
                > AUTH TOHOST-TICKET dA==
                ! SILENT the back-end said: -ERR [SYS/TEMP] not mine
                """,
                talk(new Handover.Pop3(), "+OK <challenge>\n-ERR [SYS/TEMP] not mine"));
        assertEquals(
                """
                > AUTH TOHOST-TICKET dA==
                ! IN_USE the back-end said: -ERR [IN-USE] another session
                """,
                talk(new Handover.Pop3(), "+OK <challenge>\n-ERR [IN-USE] another session"));
        assertEquals(
                """
                > AUTH TOHOST-TICKET dA==
                ! TOO_SOON the back-end said: -ERR [LOGIN-DELAY] wait
                """,
                talk(new Handover.Pop3(), "+OK <challenge>\n-ERR [LOGIN-DELAY] wait"));
    }

    @Test
    void pop3TellsWhatTheClientHasChosenBeforeTheTicket() {
        Handover chosen = new Handover.Pop3(List.of("UTF8", "LANG en"));
        assertEquals(
                """
                > UTF8
                > LANG en
                > AUTH TOHOST-TICKET dA==
                = +OK 3 messages
                """,
                talk(chosen, "+OK <challenge>\n+OK\n+OK en\n+OK 3 messages"));
        assertEquals(
                "> UTF8\n! SILENT the back-end said: -ERR unknown\n",
                talk(chosen, "+OK <challenge>\n-ERR unknown"));
    }

    @Test
    void manageSieve() {
        String greeting = "\"SASL\" \"\"\n\"SIEVE\" {8}\nfileinto\nOK \"<challenge>\"\n";
        String sent = "> AUTHENTICATE \"TOHOST-TICKET\" \"dA==\"\n";
        Handover sieve = new Handover.Sieve();
        assertEquals(
                sent + "= OK (WARNINGS) {7}\nWelcome\n",
                talk(sieve, greeting + "OK (WARNINGS) {7}\nWelcome\n"));
        assertEquals(
                sent + "! SILENT the back-end said: NO (TRYLATER) \"not mine\"\n",
                talk(sieve, greeting + "NO (TRYLATER) \"not mine\"\n"));
        assertEquals(
                sent + "! SILENT the back-end said: another challenge\n",
                talk(sieve, greeting + "\"YQ==\"\n"));
        assertEquals(
                "! SILENT the back-end said: BYE \"stopping\"\n",
                talk(sieve, "\"SASL\" \"\"\nBYE \"stopping\"\n"));
        Handshake other = Handshake.of(sieve, _ -> "T");
        assertThrows(Failure.Syntax.class, () -> other.on("* OK this is IMAP"));
    }

    @Test
    void writesALongTicketOfManageSieveAsALiteral() {
        Handshake handshake = Handshake.of(new Handover.Sieve(), _ -> "T " + "x".repeat(1025));
        Move move = handshake.on("OK");
        assertEquals(
                "AUTHENTICATE \"T\" {1025+}\n" + "x".repeat(1025) + "\n",
                Conversation.text(((Move.Send) move).octets()));
    }

    @Test
    void submission() {
        assertEquals(
                """
                > EHLO mx
                > AUTH TOHOST-TICKET dA==
                = 235 2.7.0 Welcome
                """,
                talk(
                        new Handover.Submission("mx"),
                        """
                        220-be1
                        220 <challenge>
                        250-be1
                        250 AUTH TOHOST-TICKET
                        235 2.7.0 Welcome
                        """));
    }

    @Test
    void inboundReplaysMailAndRcpt() {
        Handover handover = new Handover.Inbound("mx", "MAIL FROM:<ä@b>", "RCPT TO:<c@d>");
        String opening =
                """
                > EHLO mx
                > AUTH TOHOST-TICKET dA==
                > MAIL FROM:<ä@b>
                """;
        String accepted = "220 <challenge>\n250 be1\n235 2.7.0 Ok\n";
        assertEquals(
                opening + "> RCPT TO:<c@d>\n= 550 5.1.1 No such user\n",
                talk(handover, accepted + "250 2.1.0 Ok\n550 5.1.1 No such user"));
        assertEquals(
                opening + "= 552 5.3.4 Too large\n",
                talk(handover, accepted + "552 5.3.4 Too large"));
        assertEquals(
                opening + "! SILENT the back-end said: 421 4.3.2 Stopping\n",
                talk(handover, accepted + "421 4.3.2 Stopping"));
        assertEquals("! SILENT the back-end said: 421 busy\n", talk(handover, "421 busy"));
        byte[] swedish = "550 5.1.1 <å@d>".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                opening + "= 550 5.1.1 <å@d>\n",
                talk(handover, accepted + new String(swedish, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void smtpGivesUpOnWhatIsNoReply() {
        Handshake handshake = Handshake.of(new Handover.Submission("mx"), _ -> "T");
        assertThrows(Failure.Syntax.class, () -> handshake.on("* OK this is IMAP"));
    }
}
