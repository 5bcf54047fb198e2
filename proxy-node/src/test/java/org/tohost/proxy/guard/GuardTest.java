package org.tohost.proxy.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.testing.Seeded;

final class GuardTest {
    private final Guard guard =
            new Guard(new Announced("px", List.of("PIPELINING", "SIZE 99", "CHUNKING")), true);

    private static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1).replace("\r\n", "|");
    }

    private static String told(Deed deed) {
        return switch (deed) {
            case Deed.ToHost to -> "H:" + text(to.octets());
            case Deed.ToClient to -> "C:" + text(to.octets());
            case Deed.Judge judge -> "judge " + judge.recipient() + " ";
            case Deed.EndOfClient _ -> "end of client ";
            case Deed.CutHost _ -> "cut ";
            case Deed.End end -> "E:" + text(end.lastWords()) + "(" + end.why() + ")";
        };
    }

    private String all() {
        StringBuilder told = new StringBuilder();
        while (true) {
            List<Deed> deeds = guard.nextOfHost();
            if (deeds.isEmpty()) {
                deeds = guard.nextOfClient();
            }
            if (deeds.isEmpty()) {
                return told.toString();
            }
            deeds.forEach(deed -> told.append(told(deed)));
        }
    }

    private String client(String text) {
        guard.fromClient(octets(text));
        return all();
    }

    private String host(String text) {
        guard.fromHost(octets(text));
        return all();
    }

    private String judged(Optional<SmtpReply> refusal) {
        StringBuilder told = new StringBuilder();
        guard.judged(refusal).forEach(deed -> told.append(told(deed)));
        return told + all();
    }

    private void envelope() {
        client("MAIL FROM:<a@b>\nRCPT TO:<c@d.test>\n");
        judged(Optional.empty());
        host("250 Ok\n250 Ok\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XCLIENT ADDR=1.2.3.4",
                "xforward NAME=x",
                "STARTTLS",
                "AUTH PLAIN AGEAYg==",
                "AUTH",
                "ETRN x",
                "EXPN list",
                "HELP",
                "TURN",
                "PROXY UNKNOWN",
                "GET / HTTP/1.1",
            })
    void answersWhatIsNotOnTheList(String line) {
        assertEquals("C:502 5.5.1 Not in this session|", client(line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' XCLIENT ADDR=1.2.3.4'|501 5.5.2 expected a command",
                "'NOOP\u0001x'|501 5.5.2 control character in a command",
                "MAIL\tFROM:<a@b>|501 5.5.2 expected a command",
                "DATA now|501 5.5.2 DATA takes no argument",
                "BDAT|501 5.5.2 BDAT takes a size, and LAST with the last one",
                "BDAT -1|501 5.5.2 BDAT takes a size, and LAST with the last one",
                "BDAT 1 FIRST|501 5.5.2 BDAT takes a size, and LAST with the last one",
                "EHLO|501 5.5.2 HELO and EHLO take a name",
                "RCPT TO:c@d.test|501 5.5.2 expected <",
            })
    void answersWhatIsMalformed(String line, String answer) {
        String told = client(line.stripTrailing() + "\n");
        assertTrue(told.startsWith("C:" + answer.substring(0, 9)), told);
    }

    @Test
    void noLineIsCutInTwoAndNoneIsJoined() {
        assertEquals("C:500 5.5.2 LF without CR|", text(client0("NOOP\nXCLIENT ADDR=1.2.3.4\r\n")));
        assertEquals("C:500 5.5.2 CR without LF|", text(client0("NOOP\rXCLIENT x\r\n")));
        assertEquals("C:500 5.5.2 line too long|", client("NOOP " + "x".repeat(2000) + "\n"));
        assertEquals("", client("NOO"));
        assertEquals("H:NOOP x|", client("P x\n"));
    }

    /// Raw octets; the answer to the first line only.
    private byte[] client0(String raw) {
        guard.fromClient(raw.getBytes(ISO_8859_1));
        String told = all();
        return told.substring(0, told.indexOf('|') + 1).replace("|", "\r\n").getBytes(ISO_8859_1);
    }

    @Test
    void helloIsAResetForTheHost() {
        assertEquals("H:RSET|", client("EHLO other\n"));
        assertEquals("C:250-px|250-PIPELINING|250-SIZE 99|250 CHUNKING|", host("250 2.0.0 Ok\n"));
        assertEquals("H:RSET|", client("HELO other\n"));
        assertEquals("C:250 px|", host("250 2.0.0 Ok\n"));
        client("HELO other\n");
        assertEquals("C:451 4.3.0 No|", host("451 4.3.0 No\n"));
    }

    @Test
    void repliesKeepTheirOrder() {
        assertEquals(
                "H:MAIL FROM:<a@b>|H:NOOP|", client("MAIL FROM:<a@b>\nAUTH x\nNOOP\nXCLIENT y\n"));
        assertEquals("", host("250-2.1.0 part\n"));
        assertEquals(
                "C:250-2.1.0 part|250 2.1.0 Ok|C:502 5.5.1 Not in this session|",
                host("250 2.1.0 Ok\n"));
        assertEquals("C:250 2.0.0 Ok|C:502 5.5.1 Not in this session|", host("250 2.0.0 Ok\n"));
        assertTrue(guard.isAtRest());
    }

    @Test
    void recipientsAreJudgedOneByOne() {
        assertEquals(
                "H:MAIL FROM:<a@b>|judge c@d.test ",
                client("MAIL FROM:<a@b>\nRCPT TO:<c@d.test> NOTIFY=NEVER\nNOOP\n"));
        assertEquals("H:RCPT TO:<c@d.test> NOTIFY=NEVER|H:NOOP|", judged(Optional.empty()));
        client("RCPT TO:<x@d.test>\n");
        assertEquals("", judged(Optional.of(SmtpReply.of(452, "4.5.3", "Apart"))));
        assertEquals("C:250 1|C:250 2|C:250 3|C:452 4.5.3 Apart|", host("250 1\n250 2\n250 3\n"));
        assertEquals("H:RCPT TO:<postmaster>|", client("RCPT TO:<postmaster>\n"));
    }

    @Test
    void contentIsLeftAsItIs() {
        envelope();
        assertEquals("H:DATA|", client("DATA\n"));
        assertEquals("", client("XCLIENT ADDR=1.2.3.4\n.\n")); // nobody said yes
        assertEquals("C:354 go|H:XCLIENT ADDR=1.2.3.4|.|", host("354 go\n"));
        assertEquals("", client(""));
        assertTrue(guard.awaitsDelivery());
        assertEquals("C:250 queued|", host("250 queued\n"));
        client("DATA\n");
        host("354 go\n");
        assertEquals(
                "H:..|..x|\u00e4|.|H:MAIL FROM:<>|", client("..\n..x\n\u00e4\n.\nMAIL FROM:<>\n"));
    }

    @Test
    void withoutYesWhatFollowsDataIsCommands() {
        client("DATA\nNOOP\nXCLIENT ADDR=1.2.3.4\n");
        assertEquals("C:503 no|H:NOOP|", host("503 no\n"));
        assertEquals("C:250 Ok|C:502 5.5.1 Not in this session|", host("250 Ok\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\r\n", "a\r\n.\n", "a\r.\r\n", "a\r\n.\r.\r\n", "a\0\r\n"})
    void whatServersDisagreeAboutIsNotTaken(String content) {
        envelope();
        client("DATA\n");
        host("354 go\n");
        guard.fromClient(content.getBytes(ISO_8859_1));
        String told = all();
        assertTrue(told.endsWith("cut "), told);
        guard.fromClient("XCLIENT ADDR=1.2.3.4\r\n.\r\nNOOP\r\n".getBytes(ISO_8859_1));
        told = all();
        assertTrue(told.startsWith("cut E:554 5.6.0 Refused: "), told);
    }

    @Test
    void chunksAreCounted() {
        envelope();
        assertEquals(
                "H:BDAT 14|H:XCLIENT x|ab\0H:BDAT 3 LAST|H:.|H:NOOP|",
                client("BDAT 14\nXCLIENT x\nab\0BDAT 3 LAST\n.\nNOOP\n"));
        assertEquals("C:250 1|C:250 2|C:250 3|", host("250 1\n250 2\n250 3\n"));
        assertEquals("H:BDAT 0 LAST|H:NOOP|", client("BDAT 0 LAST\nNOOP\n"));
    }

    @Test
    void withoutChunkingAChunkIsDropped() {
        Guard plain = new Guard(new Announced("px", List.of("PIPELINING")), true);
        plain.fromClient(octets("BDAT 12 LAST\nXCLIENT xx\nNOOP\n"));
        StringBuilder told = new StringBuilder();
        for (List<Deed> deeds = plain.nextOfClient(); !deeds.isEmpty(); ) {
            deeds.forEach(deed -> told.append(told(deed)));
            deeds = plain.nextOfClient();
        }
        assertEquals("C:502 5.5.1 CHUNKING was not announced|H:H:NOOP|", told.toString());
    }

    @Test
    void whatTheHostSaysUnaskedEndsTheSession() {
        assertEquals(
                "E:421 4.4.2 Out of step, try later|"
                        + "(back-end out of step: a reply that nobody awaits: 250 What?)",
                host("250 What?\n"));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 354 go", "DATA, 250 Ok", "NOOP, nonsense", "NOOP, 99 x"})
    void repliesThatCannotBeEndTheSession(String command, String reply) {
        client(command + "\n");
        assertTrue(host(reply + "\n").startsWith("E:421 4.4.2 Out of step"));
    }

    @Test
    void aHostThatGoesSaysWhy() {
        envelope();
        client("DATA\n");
        host("354 go\n");
        assertEquals("E:421 4.3.2 Stopping|(back-end closed)", host("421 4.3.2 Stopping\n"));
    }

    @Test
    void aHostThatIsGoneOwesAReply() {
        client("NOOP\n");
        guard.hostEnds();
        assertEquals("E:421 4.4.2 Connection lost, try later|(back-end closed)", all());
    }

    @Test
    void quitIsTheLastCommand() {
        assertEquals("H:QUIT|", client("QUIT\nMAIL FROM:<>\n"));
        assertEquals("C:221 Bye|", host("221 Bye\n"));
        guard.hostEnds();
        assertEquals("E:(back-end closed)", all());
    }

    @Test
    void aClientThatEndsMayStillHear() {
        client("NOOP\n");
        guard.clientEnds();
        assertEquals("end of client ", all());
        assertEquals("C:250 Ok|", host("250 Ok\n"));
    }

    @Test
    void aMessageWithoutEndIsNone() {
        envelope();
        client("DATA\n");
        host("354 go\n");
        client("half\n");
        guard.clientEnds();
        assertEquals("cut E:(client closed)", all());
    }

    @Test
    void patienceIsLimited() {
        for (int i = 0; i < 20; i++) {
            client("XCLIENT x\n");
        }
        assertEquals("E:421 4.7.0 Too many mistakes|(too many mistakes)", client("XCLIENT x\n"));
        assertEquals("", client("NOOP\n"));
    }

    @Test
    void onlySoManyRepliesAreOutstanding() {
        guard.fromClient(octets("NOOP\n".repeat(1000)));
        assertEquals(Guard.MOST_TURNS, all().split("H:", -1).length - 1);
        assertEquals("C:250 Ok|H:NOOP|", host("250 Ok\n"));
    }

    private static void drain(Guard guard) {
        List<Deed> deeds = guard.nextOfHost();
        while (!deeds.isEmpty()) {
            deeds = guard.nextOfHost();
        }
    }

    /// However the octets are cut, the host gets the same.
    @Test
    void piecesMakeNoDifference() {
        byte[] sent =
                octets(
                        """
                        MAIL FROM:<>
                        XFORWARD NAME=x
                        BDAT 10
                        STARTTLS
                        RSET
                        DATA
                        ..AUTH
                        .x
                        .
                        EHLO me
                        NOOP
                        """);
        Seeded.check(
                300,
                dice -> {
                    Guard cut = new Guard(new Announced("px", List.of("CHUNKING")), true);
                    StringBuilder toHost = new StringBuilder();
                    int at = 0;
                    while (at < sent.length || cut.heldFromClient() > 0) {
                        int size = Math.min(sent.length - at, dice.upTo(9));
                        cut.fromClient(Arrays.copyOfRange(sent, at, at + size));
                        at += size;
                        for (List<Deed> deeds = cut.nextOfClient(); !deeds.isEmpty(); ) {
                            for (Deed deed : deeds) {
                                if (deed instanceof Deed.ToHost to) {
                                    toHost.append(new String(to.octets(), ISO_8859_1));
                                    if (to.octets().length == 6
                                            && text(to.octets()).equals("DATA|")) {
                                        cut.fromHost(octets("250 x\n250 x\n250 x\n354 go\n"));
                                    }
                                }
                            }
                            drain(cut);
                            deeds = cut.nextOfClient();
                        }
                    }
                    assertEquals(
                            "MAIL FROM:<>|BDAT 10|STARTTLS|RSET|DATA|..AUTH|.x|.|RSET|NOOP|",
                            text(toHost.toString().getBytes(ISO_8859_1)));
                });
    }
}
