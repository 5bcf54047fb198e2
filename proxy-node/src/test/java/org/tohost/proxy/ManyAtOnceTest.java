package org.tohost.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.proxy.fixture.TestProxy;

/// Clients who come all at once, as after an outage of the network.
final class ManyAtOnceTest {
    private static final int CLIENTS = 2_000;

    @Test
    void servesAsManyAsItsLimitAllowsAndTurnsTheNextOneAway(@TempDir Path folder) throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        try (TestProxy proxy =
                new TestProxy(folder, false)
                        .with(TestProxy.limits(CLIENTS, Duration.ofMinutes(5)), Clock.systemUTC())
                        .start()) {
            InetSocketAddress address =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            proxy.node().addresses().getFirst().getPort());
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = SocketChannel.open();
                clients.add(client);
                client.configureBlocking(false);
                var _ = client.connect(address);
            }
            for (SocketChannel client : clients) {
                assertGreeted("* OK ", client);
            }
            assertEquals(CLIENTS, proxy.node().sessions().count());
            SocketChannel late = SocketChannel.open(address);
            clients.add(late);
            assertGreeted("* BYE [LIMIT] ", late);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static void assertGreeted(String words, SocketChannel client) throws IOException {
        client.configureBlocking(true);
        assertTrue(client.finishConnect());
        client.socket().setSoTimeout(60_000);
        InputStream in = client.socket().getInputStream();
        assertEquals(words, new String(in.readNBytes(words.length()), StandardCharsets.US_ASCII));
    }
}
