package org.tohost.proxy.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.fixture.HandClock;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.proxy.fixture.Wire;

/// Relays of SMTP that let commands through one by one.
final class CommandRelayTest {
    private static final SmtpReply APART = SmtpReply.of(452, "4.5.3", "Apart");

    private final HandClock clock = new HandClock();
    private RelayHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new RelayHouse(RelayHouse.Kind.CHANNEL, clock).guarded(CommandRelayTest::judge);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private static void judge(MailAddress recipient, Consumer<Optional<SmtpReply>> verdict) {
        verdict.accept(
                recipient.localPart().equals("other") ? Optional.of(APART) : Optional.empty());
    }

    private Relayed relayed() throws Exception {
        return house.open(RelayHouse.Wish.nothing());
    }

    /// The client has said DATA, and the host has agreed.
    private static void data(Wire client, Wire host) throws IOException {
        client.send("DATA\n");
        assertEquals("DATA", host.line());
        host.send("354 go\n");
        assertEquals("354 go", client.line());
    }

    @Test
    void theHostGetsNothingButWhatIsAllowed() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            client.send(
                    """
                    XCLIENT ADDR=1.2.3.4
                    MAIL FROM:<a@example.org>
                    STARTTLS
                    RCPT TO:<one@example.test>
                    AUTH PLAIN x
                    RCPT TO:<other@example.test>
                    XFORWARD NAME=x
                    EHLO again
                    QUIT
                    """);
            for (String line :
                    new String[] {
                        "MAIL FROM:<a@example.org>", "RCPT TO:<one@example.test>", "RSET", "QUIT"
                    }) {
                assertEquals(line, host.line());
                host.send("250 2.0.0 " + line.charAt(0) + "\n");
            }
            assertEquals(
                    """
                    502 5.5.1 Not in this session
                    250 2.0.0 M
                    502 5.5.1 Not in this session
                    250 2.0.0 R
                    502 5.5.1 Not in this session
                    452 4.5.3 Apart
                    502 5.5.1 Not in this session
                    250-px
                    250-PIPELINING
                    250 CHUNKING
                    250 2.0.0 Q
                    """,
                    client.lines(11));
            relayed.backend().close();
            assertEquals("(end)", client.line());
            assertEquals("back-end closed", relayed.end().reason());
        }
    }

    /// Content without end in sight, while the host is slow; the replies to what was pipelined
    /// before wait in the client's direction.
    @Test
    void streamsContentWithBoundedMemory() throws Exception {
        int size = 48 * 1024 * 1024;
        byte[] line = ("0123456789abcdef".repeat(4) + "\r\n").getBytes(ISO_8859_1);
        int lines = size / line.length;
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            data(client, host);
            byte[] block = new byte[line.length * 1024];
            for (int i = 0; i < 1024; i++) {
                System.arraycopy(line, 0, block, i * line.length, line.length);
            }
            background(() -> {
                for (int i = 0; i < lines / 1024; i++) {
                    client.out().write(block);
                }
                client.send(".\nQUIT\n");
                return 0;
            });
            long got = 0;
            InputStream in = host.in();
            for (int i = 0; i < lines / 1024; i++) {
                byte[] read = in.readNBytes(block.length);
                got += read.length;
                assertEquals(block[i % block.length], read[i % block.length]);
                long inside = relayed.relay().counts().fromClient() - got;
                assertTrue(inside < 16 * 1024 * 1024, "held: " + inside);
            }
            assertEquals(".", host.line());
            assertEquals("QUIT", host.line());
            host.send("250 queued\n221 bye\n");
            assertEquals("250 queued\n221 bye\n", client.lines(2));
        }
    }

    @Test
    void aFloodOfPipelinedCommandsIsHeldBack() throws Exception {
        int commands = 200_000;
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            background(() -> {
                for (int i = 0; i < commands; i++) {
                    client.out().write(("NOOP " + i + "\r\n").getBytes(ISO_8859_1));
                }
                return 0;
            });
            background(() -> {
                for (int i = 0; i < commands; i++) {
                    host.out().write(("250 " + host.line() + "\r\n").getBytes(ISO_8859_1));
                }
                return 0;
            });
            for (int i = 0; i < commands; i++) {
                assertEquals("250 NOOP " + i, client.line());
            }
        }
    }

    private static void background(Callable<Integer> work) {
        Thread.ofVirtual().start(new FutureTask<>(work));
    }

    @Test
    void aHostThatDiesInTheMiddleOfDataOwesTheClientAWord() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            data(client, host);
            client.send("half of it\n");
            assertEquals("half of it", host.line());
            relayed.backend().close();
            assertEquals("421 4.4.2 Connection lost, try later", client.line());
            assertEquals("(end)", client.line());
            assertEquals("back-end closed", relayed.end().reason());
        }
    }

    @Test
    void a421InTheMiddleOfDataReachesAClientThatIsSending() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            data(client, host);
            client.send("half of it\n");
            assertEquals("half of it", host.line());
            host.send("421 4.3.2 Stopping\n");
            client.send("more of it\n".repeat(1000));
            assertEquals("421 4.3.2 Stopping", client.line());
            assertEquals("(end)", client.line());
        }
    }

    @Test
    void aClientThatDiesInTheMiddleOfDataSentNoMessage() throws Exception {
        for (boolean reset : new boolean[] {false, true}) {
            try (Relayed relayed = relayed()) {
                Wire client = new Wire(relayed.client());
                Wire host = new Wire(relayed.backend());
                data(client, host);
                client.send("half of it\n");
                assertEquals("half of it", host.line());
                if (reset) {
                    relayed.client().setSoLinger(true, 0);
                }
                relayed.client().close();
                assertEquals("", rest(relayed.backend()));
                assertEquals("client closed", relayed.end().reason());
            }
        }
    }

    /// What is still to be read, a reset taken for an end.
    private static String rest(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void contentThatServersDisagreeAboutIsRefusedWhole() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            data(client, new Wire(relayed.backend()));
            client.send("a\r\n.\rXCLIENT ADDR=1.2.3.4\r\n".getBytes(ISO_8859_1));
            assertEquals("", rest(relayed.backend()));
            client.send("b\n.\nQUIT\n");
            assertEquals("554 5.6.0 Refused: CR without LF", client.line());
            assertEquals("(end)", client.line());
            relayed.client().close();
            assertEquals("CR without LF", relayed.end().reason());
        }
    }

    @Test
    void aClientThatEndsItsInputStillHears() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            client.send("NOOP\nNOO");
            client.endOutput();
            assertEquals("NOOP", host.line());
            assertEquals("(end)", host.line());
            host.send("250 Ok\n");
            assertEquals("250 Ok", client.line());
            relayed.backend().close();
            assertEquals("(end)", client.line());
            assertEquals("client closed", relayed.end().reason());
        }
    }

    @Test
    void anIdleSessionEndsWithAWord() throws Exception {
        byte[] none = new byte[0];
        try (Relayed relayed = house.open(new RelayHouse.Wish(none, none, Duration.ofMinutes(7)))) {
            clock.move(Duration.ofMinutes(8));
            Wire client = new Wire(relayed.client());
            assertEquals("421 4.4.2 Idle for too long", client.line());
            relayed.client().close();
            assertEquals("idle", relayed.end().reason());
        }
    }

    @Test
    void isHaltedBetweenTwoCommands() throws Exception {
        try (Relayed relayed = relayed()) {
            Wire client = new Wire(relayed.client());
            Wire host = new Wire(relayed.backend());
            data(client, host);
            CompletableFuture<Relay.End> over = new CompletableFuture<>();
            CompletableFuture<Relay> again = new CompletableFuture<>();
            relayed.relay().halt(halted -> again.complete(house.goOn(halted, over)));
            relayed.settle(); // the relay knows of it
            client.send("content\n.\nafterwards\n");
            assertEquals("content\n.\n", host.lines(2));
            assertEquals(false, again.isDone()); // a reply is owed
            host.send("250 queued\n");
            assertEquals("250 queued", client.line());
            again.get(20, TimeUnit.SECONDS);
            assertEquals("afterwards", host.line()); // by a relay without a guard
        }
    }
}
