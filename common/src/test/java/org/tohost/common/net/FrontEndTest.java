package org.tohost.common.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.wire.Frame;

/// Front ends that tell who their client is.
final class FrontEndTest {
    private static final ProxyHeader.Source CLIENT =
            new ProxyHeader.Source(IpAddress.parse("192.0.2.7").orElseThrow(), 99);

    /// Says who the client is, then the first line back.
    private record Once(LineConnection connection) implements LineReader {
        void begin() {
            connection.write(
                    (connection.proxyHeader().map(this::told).orElse("nobody") + "\r\n")
                            .getBytes(ISO_8859_1));
            connection.start(this);
        }

        private String told(ProxyHeader header) {
            return header.source()
                            .map(source -> source.address() + " " + source.port())
                            .orElse("itself")
                    + (header.tls() ? " TLS" : "");
        }

        @Override
        public void frame(Frame frame) {
            if (frame instanceof Frame.Line line) {
                connection.end((line.text() + "\r\n").getBytes(ISO_8859_1));
            }
        }

        @Override
        public void ended() {
            connection.close();
        }

        @Override
        public void closed(String why) {}
    }

    /// Sends these one by one, each behind the answer to the one before or at once, and reads all.
    private static String answer(boolean trusted, byte[]... parts) throws IOException {
        try (Network network = Network.open(1)) {
            Listener listener =
                    network.listen(
                            new Listener.Place("127.0.0.1", 0, Optional.empty(), 100, _ -> trusted),
                            connection -> new Once(connection).begin());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.setSoTimeout(20_000);
                socket.setTcpNoDelay(true);
                for (byte[] part : parts) {
                    socket.getOutputStream().write(part);
                }
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1)
                        .replace("\r\n", "|");
            } catch (SocketException e) {
                return "reset";
            }
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void tellsTheClientInEitherVersion() throws Exception {
        byte[] second = ProxyHeader.version2(CLIENT, CLIENT, true);
        assertEquals("192.0.2.7 99 TLS|hello|", answer(true, second, octets("hello\r\n")));
        assertEquals(
                "192.0.2.7 99|hello|",
                answer(true, octets("PROXY TCP4 192.0.2.7 10.0.0.1 99 25\r\nhello\r\n")));
        assertEquals("itself|hello|", answer(true, octets("PROXY UNKNOWN\r\nhello\r\n")));
    }

    @Test
    void readsHeadersThatComeInPieces() throws Exception {
        byte[] line = octets("PROXY TCP4 192.0.2.7 10.0.0.1 99 25\r\nhello\r\n");
        byte[][] pieces = new byte[line.length][];
        for (int i = 0; i < line.length; i++) {
            pieces[i] = new byte[] {line[i]};
        }
        assertEquals("192.0.2.7 99|hello|", answer(true, pieces));
    }

    @Test
    void aFrontEndWithoutHeaderIsCutOff() throws Exception {
        String heard = answer(true, octets("hello\r\n"));
        assertEquals("", heard.replace("reset", ""));
    }

    @Test
    void theHeaderOfAnybodyElseIsAnOrdinaryLine() throws Exception {
        assertEquals("nobody|PROXY UNKNOWN|", answer(false, octets("PROXY UNKNOWN\r\n")));
    }
}
