package org.tohost.deploy.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.domain.NodeId;
import org.tohost.common.testing.Eventually;
import org.tohost.common.tls.ClusterCa;
import org.tohost.deploy.TohostMain;

/// A newcomer's first ten minutes: start the demo, send to users of both back-ends through the
/// proxy, read the copies back octet by octet, stop, start again, and find the mail.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final String ALICE = "alice@example.test"; // lives on be1
    private static final String BOB = "bob@example.test"; // lives on be2
    private static final byte[] FIRST = message("first");
    private static final byte[] SECOND = message("second");

    private Path home;
    private Path folder;
    private RunningDemo demo;
    private Curl curl;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        home = temporary.resolve("home");
        folder = temporary;
        demo = RunningDemo.start(home, "--users", "3");
        curl = new Curl(demo, folder);
    }

    @AfterAll
    void end() {
        demo.close();
    }

    @Test
    @Order(1)
    void saysWhatThereIs() throws IOException, InterruptedException {
        String table = String.join("\n", demo.said());
        for (String word :
                new String[] {
                    "IMAP",
                    "POP3",
                    "LMTP",
                    "LDAP",
                    ALICE,
                    BOB,
                    "g_proxy_default",
                    "user3@",
                    "Ctrl-C"
                }) {
            assertTrue(table.contains(word), word);
        }
        assertEquals(3, demo.said().stream().filter(line -> line.contains("curl ")).count());
        for (int node : new int[] {0, 1000, 2000}) {
            assertEquals(200, status(node + 90, "/health"));
            Eventually.holds("ready", () -> isReady(node));
            assertEquals(200, status(node + 90, "/metrics"));
        }
    }

    private boolean isReady(int node) {
        try {
            return status(node + 90, "/ready") == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(2)
    void takesMailFromOutsideForBothBackEnds() throws IOException, InterruptedException {
        curl.send(
                FIRST,
                "stranger@elsewhere.example",
                List.of(ALICE, BOB),
                "smtp://127.0.0.1:" + demo.port(25) + "/client.example");
        curl.await(ALICE, 1);
        curl.await(BOB, 1);
        assertCopies(1, FIRST);
    }

    @Test
    @Order(3)
    void takesMailFromUsersByTls() throws IOException, InterruptedException {
        curl.send(
                SECOND,
                BOB,
                List.of(ALICE, BOB, "carol@example.test", "dave@example.org"),
                "smtp://127.0.0.1:" + demo.port(587),
                "--ssl-reqd",
                "--user",
                BOB + ":demo");
        curl.await(ALICE, 2);
        curl.await(BOB, 2);
        curl.await("carol@example.test", 1);
        curl.await("dave@example.org", 1);
        assertCopies(2, SECOND);
    }

    @Test
    @Order(4)
    void relaysForNobody() {
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                curl.send(
                                        FIRST,
                                        ALICE,
                                        List.of("someone@elsewhere.example"),
                                        "smtp://127.0.0.1:" + demo.port(25)));
        assertTrue(String.valueOf(refused.getMessage()).contains("550"), refused::getMessage);
    }

    @Test
    @Order(5)
    void takesRenewedCertificatesIntoUseWhileItServes() throws IOException, InterruptedException {
        ClusterCa authority = ClusterCa.open(home.resolve("ca"), Clock.systemUTC());
        for (NodeId node : List.of(DemoPlan.PROXY, DemoPlan.BACKEND_1, DemoPlan.BACKEND_2)) {
            Path fresh = folder.resolve("fresh-" + node);
            authority.issue(node, Set.of(node.equals(DemoPlan.PROXY) ? "proxy" : "backend"), fresh);
            for (String file : List.of(ClusterCa.NODE_CERTIFICATE, ClusterCa.NODE_KEY)) {
                Files.move(
                        fresh.resolve(file),
                        home.resolve(node.name()).resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            assertEquals(0, reloadCertificates(node));
        }
        assertCopies(1, FIRST);
        Files.writeString(home.resolve(DemoPlan.BACKEND_1.name()).resolve("ca.crt"), "nothing");
        assertEquals(1, reloadCertificates(DemoPlan.BACKEND_1));
        assertCopies(1, FIRST);
        Files.copy(
                home.resolve("ca").resolve("ca.crt"),
                home.resolve(DemoPlan.BACKEND_1.name()).resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private int reloadCertificates(NodeId node) {
        Path settings = home.resolve(node.name()).resolve("tohost.ini");
        return TohostMain.commandLine()
                .execute("tell", "-c", settings.toString(), "reload_certificates");
    }

    @Test
    @Order(9)
    void findsTheMailAfterARestart() throws IOException, InterruptedException {
        assertEquals(143, demo.stop()); // the JVM's status after SIGTERM
        demo = RunningDemo.start(home);
        curl = new Curl(demo, folder);
        assertCopies(1, FIRST);
        assertCopies(2, SECOND);
    }

    private void assertCopies(int number, byte[] sent) throws IOException, InterruptedException {
        for (String user : List.of(ALICE, BOB)) {
            String message = "/INBOX;UID=" + number;
            assertCopy(sent, curl.read("imap://127.0.0.1:" + demo.port(143) + message, user));
            assertCopy(sent, curl.read("imaps://127.0.0.1:" + demo.port(993) + message, user));
            assertCopy(sent, curl.read("pop3://127.0.0.1:" + demo.port(110) + "/" + number, user));
            assertCopy(sent, curl.read("pop3s://127.0.0.1:" + demo.port(995) + "/" + number, user));
        }
    }

    /// The copy is what was sent, behind the lines of the servers on its way (RFC 5321 4.4).
    private static void assertCopy(byte[] sent, byte[] received) {
        String copy = new String(received, ISO_8859_1);
        String original = new String(sent, ISO_8859_1);
        assertTrue(copy.endsWith(original), () -> copy);
        String trace = copy.substring(0, copy.length() - original.length());
        for (String field : trace.split("\r\n(?![ \t])", 0)) {
            assertTrue(field.matches("(?s)(Return-Path|Delivered-To|Received): .*"), () -> field);
        }
    }

    private static byte[] message(String subject) {
        String head =
                """
                From: Stranger <stranger@elsewhere.example>
                To: alice@example.test, bob@example.test
                Subject: %s
                Date: Sun, 22 Nov 2026 00:00:00 +0000
                Message-ID: <%s@elsewhere.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: 8bit

                """
                        .formatted(subject, subject);
        String body =
                """
                .
                ..
                .a line that begins with a dot
                From the beginning of a line
                gr\u00fc\u00dfe \u00ff\t trailing space\s
                %s

                the end, and two empty lines


                """
                        .formatted("x".repeat(998));
        return (head + body.repeat(40)).replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    private int status(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + demo.port(port) + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
