package org.tohost.common.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.failure.Refusal;
import org.tohost.common.testing.Seeded;

class SmtpWordsTest {
    @Test
    void readsCommands() {
        assertEquals(new SmtpCommand("MAIL", "FROM:<>"), command("mail FROM:<> "));
        assertEquals(new SmtpCommand("QUIT", ""), command("QUIT"));
        assertEquals(new SmtpCommand("EHLO", "bücher.test"), command("EHLO  bücher.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " MAIL", "MA\u0001IL x", "MAIL \u0001", "MÄIL", "\u0016\u0003"})
    void refusesOtherLines(String line) {
        assertThrows(Failure.Syntax.class, () -> command(line));
    }

    @Test
    void writesReplies() {
        assertEquals("250 2.1.0 OK\r\n", text(SmtpReply.of(250, "2.1.0", "OK")));
        assertEquals(
                "250-a.test\r\n250-SIZE 10\r\n250 PIPELINING\r\n",
                text(new SmtpReply(250, "", List.of("a.test", "SIZE 10", "PIPELINING"))));
        assertEquals("354 \r\n", text(new SmtpReply(354, "", List.of())));
        assertEquals(
                "550 5.1.1 No / Really",
                new SmtpReply(550, "5.1.1", List.of("No", "Really")).toString());
    }

    @Test
    void repliesAreOfFourKinds() {
        assertTrue(SmtpReply.of(250, "").isPositive());
        assertTrue(SmtpReply.of(354, "").isIntermediate());
        assertTrue(SmtpReply.of(451, "").isTransient());
        assertTrue(SmtpReply.of(550, "").isPermanent());
        assertFalse(SmtpReply.of(451, "").isPermanent());
    }

    @Test
    void putsRepliesTogether() {
        SmtpReplyReader reader = new SmtpReplyReader();
        assertEquals(Optional.empty(), reader.add("250-2.1.5 one"));
        assertEquals(
                Optional.of(new SmtpReply(250, "2.1.5", List.of("one", "two"))),
                reader.add("250 2.1.5 two"));
        assertEquals(Optional.of(SmtpReply.of(354, "go")), reader.add("354 go"));
        assertEquals(Optional.of(SmtpReply.of(421, "")), reader.add("421"));
        assertEquals(
                Optional.of(SmtpReply.of(250, "2.1.5", "a\u0085b")),
                reader.add("250 2.1.5 a\u0085b"));
        assertEquals(Optional.of(SmtpReply.of(250, "5.1.1 odd")), reader.add("250 5.1.1 odd"));
    }

    @Test
    void refusesWhatIsNoReply() {
        assertThrows(Failure.Syntax.class, () -> new SmtpReplyReader().add("HTTP/1.1 200 OK"));
        assertThrows(Failure.Syntax.class, () -> new SmtpReplyReader().add("2500 x"));
        SmtpReplyReader changing = new SmtpReplyReader();
        changing.add("250-a");
        assertThrows(Failure.Syntax.class, () -> changing.add("550 b"));
        SmtpReplyReader endless = new SmtpReplyReader();
        for (int i = 0; i < 256; i++) {
            endless.add("250-a");
        }
        assertThrows(Failure.Syntax.class, () -> endless.add("250-a"));
    }

    @Test
    void readsBackWhatIsWritten() {
        Seeded.check(
                500,
                dice -> {
                    List<String> lines = List.of(dice.text("ab 2.5", 9), dice.text("ab -", 9));
                    SmtpReply reply = new SmtpReply(250, "2.0.0", lines);
                    SmtpReplyReader reader = new SmtpReplyReader();
                    List<String> written = text(reply).lines().toList();
                    assertEquals(Optional.empty(), reader.add(written.get(0)));
                    assertEquals(Optional.of(reply), reader.add(written.get(1)));
                });
    }

    @Test
    void tellsFailures() {
        Failure wrong = new Failure.Refused(Refusal.AUTHENTICATION, "x");
        assertEquals(535, SmtpFailures.submission(wrong).code());
        assertEquals(550, SmtpFailures.inbound(wrong).code());
        Failure silent = new Failure.Unavailable("x");
        assertEquals("454 4.7.0", start(SmtpFailures.submission(silent)));
        assertEquals("451 4.3.0", start(SmtpFailures.inbound(silent)));
        Failure full = new Failure.Unavailable(Outage.STORAGE, "x");
        assertEquals("452 4.3.1", start(SmtpFailures.submission(full)));
        assertEquals("452 4.3.1", start(SmtpFailures.inbound(full)));
        Failure mistake = Failure.Unavailable.misconfigured("x");
        assertEquals("454 4.3.5", start(SmtpFailures.submission(mistake)));
        assertEquals("451 4.3.5", start(SmtpFailures.inbound(mistake)));
        Failure stopping = new Failure.Unavailable(Outage.STOPPING, "x");
        assertEquals("421 4.3.2", start(SmtpFailures.inbound(stopping)));
        Failure syntax = new Failure.Syntax("bad parameter");
        assertEquals("501 5.5.2 bad parameter", SmtpFailures.inbound(syntax).toString());
    }

    @ParameterizedTest
    @EnumSource
    void codesAgreeAndDetailsStayInside(Refusal refusal) {
        Failure failure = new Failure.Refused(refusal, "detail");
        for (SmtpReply reply :
                List.of(SmtpFailures.inbound(failure), SmtpFailures.submission(failure))) {
            assertEquals(reply.code() / 100, reply.enhanced().charAt(0) - '0');
            assertFalse(reply.toString().contains("detail"));
        }
    }

    private static String start(SmtpReply reply) {
        return reply.code() + " " + reply.enhanced();
    }

    private static String text(SmtpReply reply) {
        return new String(reply.bytes(), StandardCharsets.UTF_8);
    }

    private static SmtpCommand command(String line) {
        return SmtpCommand.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
