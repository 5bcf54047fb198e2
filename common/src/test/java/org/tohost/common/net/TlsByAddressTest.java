package org.tohost.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tohost.common.tls.SelfSigned;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.TlsIdentity;
import org.tohost.common.wire.Frame;

/// TLS with a server that is called by its address.
final class TlsByAddressTest {
    @TempDir private Path folder;

    /// Says what it was asked for, and keeps the first line or the reason of the end.
    private record Side(LineConnection connection, CompletableFuture<String> heard)
            implements LineReader {
        @Override
        public void frame(Frame frame) {
            heard.complete(frame instanceof Frame.Line line ? line.text() : frame.toString());
            String asked = "asked for [" + connection.serverName() + "]\r\n";
            connection.end(asked.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void ended() {
            connection.end(new byte[0]);
        }

        @Override
        public void closed(String why) {
            heard.complete(why);
        }
    }

    private String visit(TlsEngine engine, String address) throws Exception {
        Path certificate = folder.resolve(address + ".crt");
        Path key = folder.resolve(address + ".key");
        SelfSigned.create(List.of(address), certificate, key, Clock.systemUTC());
        TlsIdentity identity = TlsIdentity.load(certificate, key);
        Tls server = Tls.server(ServerKeys.of(List.of(identity)).orElseThrow(), engine);
        Tls client = Tls.believing(identity.chain(), engine);
        try (Network network = Network.open(1)) {
            Listener listener =
                    network.listen(
                            new Listener.Place("127.0.0.1", 0, Optional.of(server), 100),
                            c -> c.start(new Side(c, new CompletableFuture<>())));
            CompletableFuture<String> heard = new CompletableFuture<>();
            network.connector()
                    .connect(
                            new Connector.Target(
                                    "127.0.0.1",
                                    listener.port(),
                                    "127.0.0.1",
                                    new byte[0],
                                    Optional.of(client),
                                    100,
                                    Duration.ofSeconds(20)),
                            c -> {
                                c.start(new Side(c, heard));
                                c.write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                            },
                            heard::complete);
            return heard.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void anAddressIsNotAskedForButVerified(TlsEngine engine) throws Exception {
        assertEquals("asked for []", visit(engine, "127.0.0.1"));
        String why = visit(engine, "127.0.0.2");
        assertTrue(why.contains("SSLHandshakeException"), why);
    }
}
