package org.tohost.proxy.relay;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A relay with the sockets of a test on both ends.
///
/// @param over comes when the relay is over
record Relayed(
        Socket client,
        Socket backend,
        Relay relay,
        CompletableFuture<Relay.End> over,
        Executor eventLoop)
        implements AutoCloseable {
    /// Returns once the event loop has done what it was asked for before.
    void settle() throws Exception {
        CompletableFuture.runAsync(() -> {}, eventLoop).get(20, TimeUnit.SECONDS);
    }

    /// {@return how it ended, waiting for it}
    Relay.End end() throws Exception {
        return over.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
        backend.close();
    }
}
