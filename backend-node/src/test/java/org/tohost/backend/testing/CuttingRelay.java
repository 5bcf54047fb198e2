package org.tohost.backend.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A link that fails at the worst moment: it passes everything on, but when the server answers for
/// the first time with the given words, the answer is lost and both sides are cut off.
public final class CuttingRelay implements AutoCloseable {
    private final LoopbackServer server;
    private final int target;
    private final String words;
    private final AtomicInteger cuts = new AtomicInteger();

    /// A link to this port on loopback.
    public CuttingRelay(int target, String words) throws IOException {
        this.target = target;
        this.words = words;
        this.server = new LoopbackServer(this::serve);
    }

    /// {@return where to connect to}
    public int port() {
        return server.port();
    }

    /// {@return how many answers were lost: none or one}
    public int cuts() {
        return cuts.get();
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> copy(client, server));
            answers(server.getInputStream(), client.getOutputStream());
        } catch (IOException e) {
            // one side is gone, and the other is cut off with it
        }
    }

    private void answers(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.append((char) octet);
            if (octet == '\n') {
                if (line.toString().startsWith(words) && cuts.compareAndSet(0, 1)) {
                    return;
                }
                out.write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                line.setLength(0);
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one side is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
