package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Eventually;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Clients that try to break in, to wear the proxy out, or to reach a back-end without a login.
final class HostileClientsTest {
    /// The last line of a greeting or an answer, in any protocol.
    private static final Pattern LAST =
            Pattern.compile("(a |\\* OK|\\* BYE|\\+OK|-ERR|[0-9]{3} |OK|NO|BYE|\\(end\\)).*");

    private static final Pattern POSITIVE = Pattern.compile("(a OK|\\+OK|2[0-9]{2} |OK).*");

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    /// How a protocol says what a test needs.
    private enum Speech {
        IMAP(Service.IMAP, "", "a STARTTLS\n", "a AUTHENTICATE PLAIN %s\n", "a NOOP\n"),
        POP3(Service.POP3, "", "STLS\n", "AUTH PLAIN %s\n", "QUIT\n"),
        SUBMISSION(Service.SUBMISSION, "EHLO mx\n", "STARTTLS\n", "AUTH PLAIN %s\n", "NOOP\n"),
        SIEVE(Service.SIEVE, "", "STARTTLS\n", "AUTHENTICATE \"PLAIN\" \"%s\"\n", "NOOP\n"),
        /// Another server, whose first recipient does what a login does for users.
        INBOUND(
                Service.SMTP,
                "EHLO mx\nMAIL FROM:<a@b.example>\n",
                "STARTTLS\n",
                "RCPT TO:<%s>\n",
                "NOOP\n");

        private final Service service;
        private final String hello;
        private final String startTls;
        private final String login;
        private final String noop;

        Speech(Service service, String hello, String startTls, String login, String noop) {
            this.service = service;
            this.hello = hello;
            this.startTls = startTls;
            this.login = login;
            this.noop = noop;
        }

        String login(String name) {
            if (this == INBOUND) {
                return login.formatted(name);
            }
            byte[] plain = ("\0" + name + "\0s3cret").getBytes(StandardCharsets.UTF_8);
            return login.formatted(Base64.getEncoder().encodeToString(plain));
        }

        ScriptedBackend.Script backend(Scripts scripts) {
            return switch (this) {
                case IMAP -> scripts.imap(Scripts::echo);
                case POP3 -> scripts.pop3(Scripts::echo);
                case SUBMISSION -> scripts.smtp(Scripts::echo);
                case SIEVE -> scripts.sieve(Scripts::echo);
                case INBOUND ->
                        scripts.smtp(wire -> {
                            for (String verb : List.of("MAIL", "RCPT")) {
                                assertTrue(wire.line().startsWith(verb));
                                wire.send("250 2.1.0 Ok\n");
                            }
                            Scripts.echo(wire);
                        });
            };
        }

        /// A client that has heard the greeting and said hello.
        Wire greeted(TestProxy proxy) throws Exception {
            Wire client = proxy.plain(service);
            last(client);
            for (String command : hello.lines().toList()) {
                last(client.send(command + "\n"));
            }
            return client;
        }
    }

    private static String last(Wire client) throws Exception {
        String line = client.line();
        while (!LAST.matcher(line).matches()) {
            line = client.line();
        }
        return line;
    }

    private static boolean isPositive(String answer) {
        return POSITIVE.matcher(answer).matches();
    }

    @ParameterizedTest
    @EnumSource(value = Speech.class, mode = EnumSource.Mode.EXCLUDE, names = "INBOUND")
    void noLineEndInANameReachesTheUserDatabaseOrABackend(Speech speech) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            ScriptedBackend backend = proxy.backend("be1", speech.backend(scripts));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            for (String name :
                    List.of(
                            "alice@example.test\r\nx LOGOUT",
                            "alice@example.test\n",
                            "\ralice@example.test",
                            "alice\u2028@example.test",
                            "alice@example.test\u0085evil")) {
                try (Wire client = speech.greeted(proxy)) {
                    assertFalse(isPositive(last(client.send(speech.login(name)))), name);
                }
            }
            assertEquals(0, proxy.users().calls());
            assertEquals(0, backend.connections());
            try (Wire client = speech.greeted(proxy)) {
                client.send(speech.login("alice@example.test") + "behind\n");
                assertTrue(isPositive(last(client)));
                assertEquals("echo behind", client.line());
            }
            assertEquals(1, backend.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN {7+}\nal\nice s3cret\n",
                "a LOGIN alice@example.test {8+}\ns3\ncret\n"
            })
    void literalsCarryNoLineEndsIntoALogin(String command) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            ScriptedBackend backend = proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = Speech.IMAP.greeted(proxy)) {
                client.send(command);
                assertFalse(isPositive(last(client)));
                assertEquals(0, backend.connections());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void whatWasPutBehindStartTlsIsNeverObeyed(Speech speech) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            ScriptedBackend backend = proxy.backend("be1", speech.backend(scripts));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire plain = speech.greeted(proxy)) {
                plain.send(speech.startTls + speech.hello + speech.login("alice@example.test"));
                assertTrue(isPositive(last(plain)));
                Wire client = proxy.upgrade(plain);
                if (speech == Speech.SIEVE) {
                    assertEquals("OK \"TLS negotiation successful\"", last(client));
                }
                assertTrue(isPositive(last(client.send(speech.noop))));
                assertEquals(0, proxy.users().calls());
                assertEquals(0, backend.connections());
                client.socket().close();
            }
        }
    }

    @Test
    void envelopesOfOtherServersReachABackendAsTheLinesTheyWere() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend(
                    "be1",
                    scripts.smtp(wire -> {
                        for (String line = wire.line(); !line.equals("(end)"); line = wire.line()) {
                            heard.add(line);
                            wire.send("250 2.1.0 Ok\n");
                        }
                    }));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = proxy.plain(Service.SMTP)) {
                last(client);
                String[] commands = {
                    "EHLO mx\rRCPT TO:<eve@example.test>",
                    "EHLO mx evil",
                    "EHLO mx",
                    "MAIL FROM:<a@b.example>\rRSET",
                    "MAIL FROM:<\"a\nRSET\"@b.example>",
                    "MAIL FROM:<a@b.example> SIZE=1\0",
                    "MAIL FROM:<a@b.example>",
                    "RCPT TO:<alice@example.test\r>",
                };
                for (String command : commands) {
                    client.send((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    String answer = last(client);
                    assertEquals(
                            command.matches("(EHLO mx|MAIL FROM:<a@b.example>)"),
                            isPositive(answer),
                            command + ": " + answer);
                    if (command.indexOf('\n') >= 0) {
                        last(client); // the other half is a command of its own
                    }
                }
                assertTrue(heard.isEmpty());
                assertEquals("250 2.1.0 Ok", client.ask("RCPT TO:<alice@example.test>"));
                assertEquals(
                        List.of("MAIL FROM:<a@b.example>", "RCPT TO:<alice@example.test>"),
                        List.copyOf(heard));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAP a LOGIN {4097+}",
                "IMAP a LOGIN {99999999999999999999+}",
                "IMAP a ID (\"a\" {4096+}",
                "SIEVE AUTHENTICATE {4097+}",
                "SIEVE NOOP {99999999999999999999+}",
                "SIEVE NOOP {4096+}",
            })
    void bombsOfLiteralsEndTheConnection(String bomb) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.start();
            Speech speech = Speech.valueOf(bomb.substring(0, bomb.indexOf(' ')));
            String line = bomb.substring(bomb.indexOf(' ') + 1) + "\n";
            String literal = line + "x".repeat(4096) + " \"x\" {4096+}\n" + "x".repeat(4096);
            try (Wire client = speech.greeted(proxy)) {
                client.send(literal + " \"x\" {4096+}\n".concat("x".repeat(4096)).repeat(40));
                String answer = last(client);
                assertTrue(answer.contains("BYE"), answer);
                assertEquals("(end)", client.line());
            }
            Eventually.holds("no session is left", () -> proxy.node().sessions().count() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void dribblingIsServedWithinItsTimeAndNoLonger(Speech speech) throws Exception {
        HandClock clock = new HandClock();
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(10, Duration.ofSeconds(60)), clock)) {
            proxy.backend("be1", speech.backend(scripts));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            String login = speech.login("alice@example.test");
            try (Wire patient = speech.greeted(proxy);
                    Wire slow = speech.greeted(proxy)) {
                for (char c : (login + "behind\n").toCharArray()) {
                    patient.send(String.valueOf(c));
                    slow.send("x");
                    clock.move(Duration.ofMillis(500));
                    proxy.node().sessions().sweep();
                }
                assertTrue(isPositive(last(patient)));
                assertEquals("echo behind", patient.line());
                clock.move(Duration.ofSeconds(60));
                proxy.node().sessions().sweep();
                assertTrue(last(slow).contains("Too slow"));
                assertEquals("(end)", slow.line());
                assertEquals("echo still here", patient.ask("still here"));
            }
        }
    }

    @Test
    void aThousandThatNeverSpeakAreBoundedAndForgotten() throws Exception {
        HandClock clock = new HandClock();
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(1000, Duration.ofSeconds(60)), clock)) {
            proxy.start();
            List<Wire> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 1000; i++) {
                    Speech speech = Speech.values()[i % Speech.values().length];
                    silent.add(proxy.plain(speech.service));
                }
                for (Wire client : silent) {
                    last(client);
                }
                assertEquals(1000, proxy.node().sessions().count());
                try (Wire refused = proxy.plain(Service.IMAP)) {
                    assertEquals("* BYE [LIMIT] Too many connections", refused.line());
                }
                clock.move(Duration.ofSeconds(61));
                proxy.node().sessions().sweep();
                for (Wire client : silent) {
                    assertTrue(last(client).contains("Too slow"));
                }
                for (Wire client : silent) {
                    client.close();
                }
                Eventually.holds("no session is left", () -> proxy.node().sessions().count() == 0);
                try (Wire client = Speech.IMAP.greeted(proxy)) {
                    assertEquals("a OK NOOP completed", client.ask("a NOOP"));
                }
            } finally {
                for (Wire client : silent) {
                    client.close();
                }
            }
        }
    }
}
