package org.tohost.backend.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/// A port on loopback, each connection to which is served by a thread of its own.
final class LoopbackServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Consumer<Socket> service;

    LoopbackServer(Consumer<Socket> service) throws IOException {
        this.service = service;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> service.accept(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
