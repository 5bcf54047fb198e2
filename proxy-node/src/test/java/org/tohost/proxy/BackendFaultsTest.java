package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.Service;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.Caller;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Whatever a back-end does before it has taken the session: the client hears the words of its
/// protocol and nothing of the back-end, and no connection is left over.
final class BackendFaultsTest {
    private static final String CANARY = "canary";
    private static final long GIBIBYTE = 1L << 30;
    private static final byte[] MEBIBYTE = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;
    private final AtomicInteger guests = new AtomicInteger();
    private final Scripts scripts = new Scripts();

    /// Counts who is there.
    private ScriptedBackend.Script counted(ScriptedBackend.Script script) {
        return guest -> {
            guests.incrementAndGet();
            try {
                script.serve(guest);
            } finally {
                guests.decrementAndGet();
            }
        };
    }

    private static ScriptedBackend.Script says(String text) {
        return guest -> {
            guest.wire().send(text);
            waitForTheEnd(guest.wire());
        };
    }

    private static void waitForTheEnd(Wire wire) throws IOException {
        while (wire.in().read() >= 0) {
            // whatever it is
        }
    }

    private static String greeting(Service service, ScriptedBackend.Guest guest) {
        return switch (service) {
            case IMAP -> "* OK " + guest.challenge() + " " + CANARY + "\n";
            case POP3 -> "+OK " + guest.challenge() + " " + CANARY + "\n";
            case SMTP, SUBMISSION, LMTP -> "220 be " + guest.challenge() + " " + CANARY + "\n";
            case SIEVE -> "OK \"" + guest.challenge() + " " + CANARY + "\"\n";
        };
    }

    /// All that is wrong with a back-end, one after the other, in one service.
    private void fails(Service service, ScriptedBackend.Script script) throws Exception {
        ProxyLimits limits = TestProxy.limits(10, Duration.ofSeconds(60), Duration.ofMillis(500));
        try (TestProxy proxy = new TestProxy(folder, false).with(limits, Clock.systemUTC())) {
            proxy.backend("be1", counted(script));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Caller client = Caller.greeted(proxy, service)) {
                String answer = client.enter();
                assertTrue(answer.startsWith(Caller.later(service)), answer);
                assertFalse(answer.contains(CANARY), answer);
                Eventually.holds("the back-end is let go", () -> guests.get() == 0);
                assertEquals(1, proxy.node().sessions().count());
            }
            Eventually.holds("no session", () -> proxy.node().sessions().count() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void silence(Service service) throws Exception {
        fails(service, guest -> waitForTheEnd(guest.wire()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void halfAGreeting(Service service) throws Exception {
        fails(
                service,
                guest -> {
                    String greeting = greeting(service, guest);
                    guest.wire().send(greeting.substring(0, greeting.length() - 1));
                    waitForTheEnd(guest.wire());
                });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void garbage(Service service) throws Exception {
        fails(service, says("\u0000\u0001 " + CANARY + "\r\r\n\n" + CANARY + "\n"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void aGreetingThatSaysNo(Service service) throws Exception {
        fails(
                service,
                says(
                        switch (service) {
                            case IMAP -> "* BYE " + CANARY + "\n";
                            case POP3 -> "-ERR " + CANARY + "\n";
                            case SMTP, SUBMISSION, LMTP -> "421 4.3.2 " + CANARY + "\n";
                            case SIEVE -> "BYE \"" + CANARY + "\"\n";
                        }));
    }

    @Test
    void aGreetingOfAnotherSession() throws Exception {
        fails(Service.IMAP, says("* PREAUTH " + CANARY + "\n"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void aGigabyteOfGreeting(Service service) throws Exception {
        AtomicLong sent = new AtomicLong();
        fails(
                service,
                guest -> {
                    while (sent.get() < GIBIBYTE) {
                        guest.wire().send(MEBIBYTE);
                        sent.addAndGet(MEBIBYTE.length);
                    }
                });
        assertTrue(sent.get() < GIBIBYTE, "all of it was read");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void linesWithoutEnd(Service service) throws Exception {
        String line =
                switch (service) {
                    case IMAP -> "* OK " + CANARY + "\n";
                    case POP3 -> "+OKAY " + CANARY + "\n";
                    case SMTP, SUBMISSION, LMTP -> "220-" + CANARY + "\n";
                    case SIEVE -> "\"" + CANARY + "\"\n";
                };
        String lines = line.repeat(1000);
        fails(
                service,
                guest -> {
                    guest.wire().send(greeting(service, guest).replace("220 ", "220-"));
                    while (true) {
                        guest.wire().send(lines);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void theEndBetweenLoginAndOk(Service service) throws Exception {
        fails(
                service,
                guest -> {
                    guest.wire().send(greeting(service, guest));
                    guest.wire().line();
                });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMTP")
    void aResetBetweenLoginAndOk(Service service) throws Exception {
        fails(
                service,
                guest -> {
                    guest.wire().send(greeting(service, guest));
                    guest.wire().line();
                    guest.wire().socket().setSoLinger(true, 0);
                    guest.wire().socket().close();
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3", "SUBMISSION", "SIEVE"})
    void whatComesWithTheOkReachesTheClientAndSoDoesTheEnd(Service service) throws Exception {
        Scripts.Session session = wire -> wire.send("behind the OK\n");
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend(
                    "be1",
                    counted(
                            switch (service) {
                                case IMAP -> scripts.imap(session);
                                case POP3 -> scripts.pop3(session);
                                case SMTP, SUBMISSION, LMTP -> scripts.smtp(session);
                                case SIEVE -> scripts.sieve(session);
                            }));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Caller client = Caller.greeted(proxy, service)) {
                String line = client.enter();
                while (!line.equals("behind the OK")) {
                    assertFalse(line.equals("(end)"));
                    line = client.wire().line();
                }
                assertEquals("(end)", client.wire().line());
            }
            Eventually.holds("no session", () -> proxy.node().sessions().count() == 0);
            assertEquals(0, guests.get());
        }
    }

    @Test
    void aResetInMidSpliceEndsTheClientToo() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend(
                    "be1",
                    counted(
                            scripts.imap(wire -> {
                                wire.line();
                                wire.send("* half a li".getBytes(StandardCharsets.US_ASCII));
                                wire.socket().setSoLinger(true, 0);
                                wire.socket().close();
                            })));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Caller client = Caller.greeted(proxy, Service.IMAP)) {
                client.enter();
                client.wire().send("b FETCH 1 BODY[]\n");
                Eventually.holds("no session", () -> proxy.node().sessions().count() == 0);
            }
        }
    }
}
