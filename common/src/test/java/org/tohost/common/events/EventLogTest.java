package org.tohost.common.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

class EventLogTest {
    private static final SessionId SESSION = new SessionId("0k3v9x2m5q1a");
    private static final ClientInfo CLIENT = new ClientInfo("192.0.2.7", 50114, true, "");

    private static String line(String name, Consumer<EventLog> what) {
        RecordedLine line = RecordedLine.of(name, what);
        return line.level() + " " + line.message();
    }

    @Test
    void logins() {
        LoginEvent refused =
                new LoginEvent(
                        SESSION,
                        Service.IMAP,
                        CLIENT,
                        "fred@example.net",
                        "PLAIN",
                        false,
                        "authentication");
        assertEquals(
                "INFO event=login result=refused reason=authentication service=imap"
                        + " address=192.0.2.7 port=50114 tls=true session=0k3v9x2m5q1a"
                        + " mechanism=PLAIN user=fred@example.net",
                line("tohost.login", log -> log.login(refused)));
    }

    @Test
    void endsOfSessions() {
        SessionEnd end =
                new SessionEnd(
                        SESSION,
                        Service.POP3,
                        new ClientInfo("2001:db8::7", 50114, false, "me"),
                        "fred@example.net",
                        "be1",
                        412,
                        80_211,
                        Duration.ofMillis(91_204),
                        "client closed");
        assertEquals(
                "INFO event=session-end service=pop3 address=2001:db8::7 port=50114 tls=false"
                        + " session=0k3v9x2m5q1a backend=be1 in=412 out=80211 duration=91.204"
                        + " why=\"client closed\" user=fred@example.net",
                line("tohost.session", log -> log.sessionEnd(end)));
    }

    @Test
    void outcomesOfRecipients() {
        RecipientOutcome outcome =
                new RecipientOutcome(
                        "4kq8z1",
                        SESSION,
                        "<a1@example.org>",
                        "",
                        "fred@example.net",
                        2311,
                        "local",
                        Duration.ofMillis(12),
                        "2.0.0",
                        "sent");
        assertEquals(
                "INFO event=recipient status=sent dsn=2.0.0 queue=4kq8z1 session=0k3v9x2m5q1a"
                        + " relay=local size=2311 delay=0.012 from=\"\" to=fred@example.net"
                        + " message-id=<a1@example.org>",
                line("tohost.delivery", log -> log.recipient(outcome)));
    }

    @Test
    void theMessageIsNeverAPattern() {
        LoginEvent odd = new LoginEvent(SESSION, Service.SMTP, CLIENT, "{} %n", "X", true, "ok");
        assertEquals(
                "user=\"{} %n\"",
                line("tohost.login", log -> log.login(odd)).replaceFirst(".*(?=user)", ""));
    }

    @Test
    void reasonsAreWords() {
        assertEquals("syntax", LoginEvent.reasonOf(new Failure.Syntax("x")));
        assertEquals("unavailable", LoginEvent.reasonOf(new Failure.Unavailable("x")));
        assertEquals(
                "tls-required",
                LoginEvent.reasonOf(new Failure.Refused(Refusal.TLS_REQUIRED, "x")));
    }
}
