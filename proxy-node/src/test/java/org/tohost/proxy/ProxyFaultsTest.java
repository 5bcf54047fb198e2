package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.tohost.common.domain.Service;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.testing.Ports;
import org.tohost.proxy.fixture.ScriptedBackend;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

final class ProxyFaultsTest {
    private static final String LATER = "a NO [UNAVAILABLE] Temporarily unavailable, try later";
    private static final String LOGIN = "a LOGIN alice@example.test s3cret";

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private static Wire greeted(TestProxy proxy) throws Exception {
        Wire client = proxy.plain(Service.IMAP);
        assertTrue(client.line().startsWith("* OK "));
        return client;
    }

    private static ScriptedBackend.Script raw(String greeting) {
        return guest -> {
            guest.wire().send(greeting);
            guest.wire().line();
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* BYE stopping\n",
                "* PREAUTH welcome\n",
                "* OK no challenge\n",
                "* OK <00000000000000000000000000000000@be2> another\n",
                "HTTP/1.1 400 Bad Request\n",
                "* OK bare\u0000nul\n",
            })
    void whateverIsWrongWithABackendIsTemporaryAndStaysUnseen(String greeting) throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", raw(greeting));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = greeted(proxy)) {
                assertEquals(LATER, client.ask(LOGIN));
                assertEquals("b OK NOOP completed", client.ask("b NOOP"));
            }
        }
    }

    @Test
    void aBackendThatIsDownOrFloodsIsTemporary() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.at("be1", Ports.free(), "down");
            proxy.backend(
                    "be2",
                    guest -> {
                        byte[] flood = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
                        for (int i = 0; i < 100_000; i++) {
                            guest.wire().send(flood);
                        }
                    });
            proxy.users().with("alice@example.test", "be1").with("bob@example.test", "be2");
            proxy.start();
            try (Wire client = greeted(proxy)) {
                assertEquals(LATER, client.ask(LOGIN));
                assertEquals(LATER, client.ask("a LOGIN bob@example.test s3cret"));
            }
        }
    }

    @Test
    void onlyABackendsCertificateWithTheRightNameIsBelieved() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, true)) {
            var be1 = proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.at("be2", be1.port(), "the address of another node");
            var _ = proxy.ca().identity("px2", "proxy");
            proxy.backend("px2", scripts.imap(Scripts::echo));
            proxy.users()
                    .with("alice@example.test", "be2")
                    .with("bob@example.test", "px2")
                    .with("carol@example.test", "be1");
            proxy.start();
            try (Wire client = greeted(proxy)) {
                assertEquals(LATER, client.ask(LOGIN));
                assertEquals(LATER, client.ask("a LOGIN bob@example.test s3cret"));
                assertTrue(
                        client.ask("a LOGIN carol@example.test s3cret").startsWith("* CAPABILITY"));
            }
        }
    }

    @Test
    void aMovedUserIsLookedUpOnceMore() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            String notMine = "NO [UNAVAILABLE] not mine";
            var be1 = proxy.backend("be1", Scripts.imapRefusing(notMine));
            proxy.backend("be2", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1").with("bob@example.test", "be1");
            proxy.start();
            proxy.users().move("alice@example.test", "be2");
            try (Wire client = greeted(proxy)) {
                assertEquals(LATER, client.ask("a LOGIN bob@example.test s3cret"));
                assertEquals(1, be1.connections());
                assertEquals("* CAPABILITY IMAP4rev1 IDLE", client.ask(LOGIN));
                assertEquals("be2", scripts.ticket().target().name());
            }
        }
    }

    @Test
    void whoGetsTheMailOfAUserWhoIsGoneIsNotThatUser() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", Scripts.imapRefusing("NO [UNAVAILABLE] not mine"));
            var be2 = proxy.backend("be2", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            proxy.users().remove("alice@example.test");
            proxy.users().catchAll("carol@example.test", "be2");
            try (Wire client = greeted(proxy)) {
                assertEquals(LATER, client.ask(LOGIN));
                assertEquals(0, be2.connections());
            }
        }
    }

    @Test
    void slowClientsAreTurnedAwayAndIdleOnesEnded() throws Exception {
        HandClock clock = new HandClock();
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(10, Duration.ofSeconds(60)), clock)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire slow = greeted(proxy);
                    Wire idle = greeted(proxy)) {
                slow.send("a LOG");
                assertTrue(idle.ask(LOGIN).startsWith("* CAPABILITY"));
                var _ = idle.line();
                clock.move(Duration.ofSeconds(61));
                proxy.node().sessions().sweep();
                assertEquals("* BYE Too slow to log in\n(end)\n", slow.lines(2));
                assertEquals("echo still here", idle.ask("still here"));
                clock.move(Duration.ofMinutes(33));
                proxy.node().sessions().sweep();
                assertEquals("(end)", idle.line());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsNothingIsEndedAllTheSame(boolean tls) throws Exception {
        HandClock clock = new HandClock();
        try (TestProxy proxy =
                new TestProxy(folder, tls)
                        .with(TestProxy.limits(10, Duration.ofSeconds(60)), clock)) {
            proxy.backend(
                    "be1",
                    scripts.imap(wire -> {
                        while (true) {
                            wire.send("* flood\n".repeat(10_000));
                        }
                    }));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire deaf = tls ? proxy.tls(Service.IMAP) : proxy.plain(Service.IMAP)) {
                deaf.send(LOGIN + "\n");
                assertTrue(deaf.lines(3).contains("a OK"));
                for (int i = 0; i < 400 && proxy.node().sessions().count() > 0; i++) {
                    Thread.sleep(50);
                    clock.move(i % 4 == 3 ? Duration.ofMinutes(33) : Duration.ZERO);
                    proxy.node().sessions().sweep();
                }
                assertEquals(0, proxy.node().sessions().count());
            }
        }
    }

    @Test
    void aRightPasswordThatNobodyWaitsForIsOnRecordOnce() throws Exception {
        HandClock clock = new HandClock();
        CountDownLatch answers = new CountDownLatch(1);
        try (Events events = new Events();
                TestProxy proxy =
                        new TestProxy(folder, false)
                                .with(TestProxy.limits(10, Duration.ofSeconds(60)), clock)) {
            proxy.users().with("alice@example.test", "be1").answerAfter(answers);
            proxy.start();
            try (Wire slow = greeted(proxy)) {
                slow.send(LOGIN + "\n");
                while (proxy.users().calls() == 0) {
                    Thread.onSpinWait();
                }
                clock.move(Duration.ofSeconds(61));
                proxy.node().sessions().sweep();
                assertEquals("* BYE Too slow to log in\n(end)\n", slow.lines(2));
                assertTrue(events.next().startsWith("event=session-end"));
                answers.countDown();
                assertTrue(events.next().startsWith("event=login result=refused reason=gone"));
            }
        }
    }

    @Test
    void moreSessionsThanAllowedAreTurnedAway() throws Exception {
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(1, Duration.ofSeconds(60)), Clock.systemUTC())) {
            proxy.start();
            try (Wire first = greeted(proxy);
                    Wire second = proxy.plain(Service.IMAP)) {
                assertEquals("* BYE [LIMIT] Too many connections\n(end)\n", second.lines(2));
                assertEquals("a OK NOOP completed", first.ask("a NOOP"));
                try (Wire third = proxy.tls(Service.SMTP)) {
                    assertEquals("421 4.7.0 Too many connections\n(end)\n", third.lines(2));
                }
            }
        }
    }

    @Test
    void aNodeThatStopsSaysSo() throws Exception {
        TestProxy proxy = new TestProxy(folder, false);
        proxy.backend("be1", scripts.imap(Scripts::echo));
        proxy.users().with("alice@example.test", "be1");
        proxy.start();
        try (Wire waiting = greeted(proxy);
                Wire mail = proxy.tls(Service.SMTP);
                Wire relayed = greeted(proxy)) {
            var _ = mail.line();
            assertTrue(relayed.ask(LOGIN).startsWith("* CAPABILITY"));
            var _ = relayed.line();
            proxy.close();
            assertEquals(
                    "* BYE [UNAVAILABLE] The server stops, connect again\n(end)\n",
                    waiting.lines(2));
            assertEquals("421 4.3.2 The server stops, connect again\n(end)\n", mail.lines(2));
            assertEquals("(end)", relayed.line());
        }
        assertEquals(0, proxy.node().sessions().count());
    }

    @Test
    void floodsOfALineAreAnsweredAndOthersNotDisturbed() throws Exception {
        try (TestProxy proxy = new TestProxy(folder, false)) {
            proxy.start();
            try (Wire bad = greeted(proxy);
                    Wire good = greeted(proxy)) {
                for (int i = 0; i < 500; i++) {
                    bad.send("x".repeat(10_000));
                }
                assertEquals("a OK NOOP completed", good.ask("a NOOP"));
                assertEquals("* BAD line too long", bad.ask(""));
                assertEquals("a OK NOOP completed", bad.ask("a NOOP"));
            }
        }
    }

    @Test
    void whatHappenedIsOnRecord() throws Exception {
        try (Events events = new Events();
                TestProxy proxy = new TestProxy(folder, false)) {
            proxy.backend("be1", scripts.imap(Scripts::echo));
            proxy.users().with("alice@example.test", "be1");
            proxy.start();
            try (Wire client = greeted(proxy)) {
                var _ = client.ask("a LOGIN alice@example.test wrong");
                var _ = client.ask(LOGIN);
            }
            assertTrue(
                    events.next().startsWith("event=login result=refused reason=authentication"));
            String accepted = events.next();
            assertTrue(accepted.contains("result=accepted reason=ok service=imap"), accepted);
            assertTrue(accepted.endsWith("mechanism=LOGIN user=alice@example.test"), accepted);
            String end = events.next();
            assertTrue(end.contains(" backend=be1 "), end);
            assertTrue(end.contains("client closed"), end);
            assertTrue(end.endsWith("user=alice@example.test"), end);
        }
    }

    /// What goes on record, in order.
    private static final class Events extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Logger logger = (Logger) LoggerFactory.getLogger("tohost");

        Events() {
            logger.addAppender(this);
            logger.setLevel(Level.INFO);
            start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(lines.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public void close() {
            logger.setLevel(null);
            logger.detachAppender(this);
        }
    }
}
