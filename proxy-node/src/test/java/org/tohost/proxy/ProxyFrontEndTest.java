package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.domain.Service;
import org.tohost.common.net.ProxyHeader;
import org.tohost.proxy.fixture.Scripts;
import org.tohost.proxy.fixture.TestProxy;
import org.tohost.proxy.fixture.Wire;

/// Clients that come by way of a front end.
final class ProxyFrontEndTest {
    private static final String LOGIN = "AHBsYWluQGV4YW1wbGUudGVzdABzM2NyZXQ="; // plain

    @TempDir Path folder;
    private final Scripts scripts = new Scripts();

    private static void inbound(Wire wire) throws IOException {
        for (String line = wire.line(); !line.equals("(end)"); line = wire.line()) {
            wire.send("250 2.0.0 " + line + "\n");
        }
    }

    private TestProxy proxy(String trusted, boolean proxied) throws IOException {
        TestProxy proxy = new TestProxy(folder, false);
        proxy.users().with("plain@example.test", "be1");
        return proxy.trusting(trusted, proxied);
    }

    private static byte[] header(boolean tls) {
        ProxyHeader.Source client =
                new ProxyHeader.Source(IpAddress.parse("192.0.2.7").orElseThrow(), 99);
        return ProxyHeader.version2(client, client, tls);
    }

    @Test
    void xclientBeginsTheSessionAnew() throws Exception {
        try (TestProxy proxy = proxy("127.0.0.*", false)) {
            proxy.backend("be1", scripts.smtp(ProxyFrontEndTest::inbound));
            proxy.start();
            try (Wire front = proxy.plain(Service.SMTP)) {
                front.line();
                front.send("EHLO front\n");
                assertEquals(
                        """
                        250-px
                        250-PIPELINING
                        250-SIZE 1000000
                        250-STARTTLS
                        250 XCLIENT NAME ADDR PORT PROTO HELO LOGIN
                        """,
                        front.lines(5));
                assertEquals(
                        "220 px ESMTP Tohost ready",
                        front.ask(
                                "XCLIENT ADDR=IPV6:2001:db8::7 PORT=99 HELO=mx.example.org"
                                        + " LOGIN=root NAME=[UNAVAILABLE]"));
                assertEquals("503 5.5.1 EHLO comes first", front.ask("MAIL FROM:<>"));
                assertEquals("250 px", front.ask("HELO front"));
                assertEquals("250 2.1.0 Ok", front.ask("MAIL FROM:<>"));
                assertEquals(
                        "503 5.5.1 Not within a transaction", front.ask("XCLIENT ADDR=1.2.3.4"));
                assertEquals(
                        "250 2.0.0 RCPT TO:<plain@example.test>",
                        front.ask("RCPT TO:<plain@example.test>"));
                var ticket = scripts.ticket();
                assertEquals(
                        new ClientInfo("2001:db8:0:0:0:0:0:7", 99, false, "mx.example.org"),
                        ticket.client());
                assertTrue(ticket.user().isEmpty());
            }
        }
    }

    @Test
    void nobodyElseMayTellWhoTheClientIs() throws Exception {
        try (TestProxy proxy = proxy("192.0.2.0/24", false).start();
                Wire client = proxy.plain(Service.SUBMISSION)) {
            client.line();
            client.send("EHLO laptop\n");
            assertEquals(
                    "250-px\n250-PIPELINING\n250-SIZE 1000000\n250-STARTTLS\n250 AUTH PLAIN LOGIN\n",
                    client.lines(5));
            assertEquals("500 5.5.1 Unknown command", client.ask("XCLIENT ADDR=192.0.2.1"));
        }
    }

    @Test
    void badAttributesAreRefused() throws Exception {
        try (TestProxy proxy = proxy("127.0.0.1", false).start();
                Wire front = proxy.plain(Service.SMTP)) {
            front.line();
            assertEquals("501 5.5.2 bad ADDR in XCLIENT", front.ask("XCLIENT ADDR=localhost"));
            assertEquals("501 5.5.2 unknown attribute of XCLIENT", front.ask("XCLIENT COLOUR=red"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"IMAP", "POP3", "SUBMISSION"})
    void aHeaderComesBeforeTheGreetingOfEachProtocol(Service service) throws Exception {
        try (TestProxy proxy = proxy("127.0.0.1", true)) {
            proxy.backend(
                    "be1",
                    switch (service) {
                        case IMAP -> scripts.imap(Scripts::echo);
                        case POP3 -> scripts.pop3(Scripts::echo);
                        default -> scripts.smtp(Scripts::echo);
                    });
            proxy.start();
            try (Wire client = proxy.plain(service)) {
                client.send(header(true));
                client.line();
                client.send(
                        switch (service) {
                            case IMAP -> "a AUTHENTICATE PLAIN " + LOGIN + "\n";
                            case POP3 -> "AUTH PLAIN " + LOGIN + "\n";
                            default -> "HELO laptop\nAUTH PLAIN " + LOGIN + "\n";
                        });
                ClientInfo told = scripts.ticket().client();
                assertEquals("192.0.2.7", told.address());
                assertEquals(99, told.port());
                assertTrue(told.tls());
            }
        }
    }

    @Test
    void aClientBehindAFrontEndIsNotLocal() throws Exception {
        try (TestProxy proxy = proxy("127.0.0.1", true).start();
                Wire client = proxy.plain(Service.SUBMISSION)) {
            client.send(header(false));
            client.line();
            client.ask("HELO laptop");
            assertEquals(
                    "530 5.7.0 Must issue a STARTTLS command first",
                    client.ask("AUTH PLAIN " + LOGIN));
            assertEquals("500 5.5.1 Unknown command", client.ask("XCLIENT ADDR=192.0.2.1"));
        }
    }

    @Test
    void aHeaderComesBeforeTls() throws Exception {
        try (TestProxy proxy = proxy("127.0.0.1", true).start();
                Wire plain = proxy.plainOfTls(Service.IMAP)) {
            plain.send("PROXY TCP4 192.0.2.7 192.0.2.8 99 993\n");
            Wire client = proxy.upgrade(plain);
            assertTrue(client.line().startsWith("* OK"));
            assertEquals("(end)", end(proxy));
        }
    }

    /// A front end that forgets its header.
    private static String end(TestProxy proxy) throws IOException {
        try (Wire client = proxy.plain(Service.IMAP)) {
            client.send("a LOGIN x y\n".getBytes(StandardCharsets.US_ASCII));
            return client.line();
        } catch (IOException e) {
            return "(end)"; // reset
        }
    }
}
