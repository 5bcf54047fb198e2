package org.tohost.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void speaksAndListens() throws Exception {
        String heard =
                play(
                        "* OK <77@be1>\r\n* more\r\na1 OK done\r\n",
                        """
                        # a comment
                        S: * OK <{id=/[0-9]+/}@{*}>
                        C: a1 LOGIN {user} {12+}
                        c: {base64:\\0u\\0p}{nul}{crlf}{id}
                        S~: a1 OK {/do(ne|ing)/}
                        -- half-close
                        -- closed
                        """);
        assertEquals("a1 LOGIN fred {12+}\r\nAHUAcA==\0\r\n77", heard);
    }

    @Test
    void tellsWhereItWentWrong() {
        AssertionError error =
                assertThrows(
                        AssertionError.class, () -> play("* NO\r\n", "\nS: * OK{*}\n-- closed\n"));
        assertTrue(String.valueOf(error.getMessage()).startsWith("test.txt:2: "));
        assertTrue(String.valueOf(error.getMessage()).contains("S: * NO"));
    }

    @Test
    void wantsCrlf() {
        assertThrows(AssertionError.class, () -> play("* OK\n", "S: * OK\n"));
    }

    @Test
    void noticesWhatIsTooMuch() {
        assertThrows(AssertionError.class, () -> play("* OK\r\nmore\r\n", "S: * OK\n-- closed\n"));
    }

    private static String play(String says, String transcript) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, says, heard));
            Transcript.parse("test", transcript)
                    .run(TranscriptPeer.plain(server.getLocalPort()), Map.of("user", "fred"));
            return heard.get();
        }
    }

    /// Says all at once, hangs up its side, and then listens to the end.
    private static void serve(ServerSocket server, String says, CompletableFuture<String> heard) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(says.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            heard.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }
}
