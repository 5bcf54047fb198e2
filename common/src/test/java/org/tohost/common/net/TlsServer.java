package org.tohost.common.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tohost.common.wire.Frame;

/// A server that says each line back, by TLS from the first octet on.
record TlsServer(Network network, Listener listener) implements AutoCloseable {
    static TlsServer of(Tls tls) throws IOException {
        Network network = Network.open(1);
        Listener.Place place = new Listener.Place("127.0.0.1", 0, Optional.of(tls), 100);
        return new TlsServer(network, network.listen(place, c -> c.start(new Echo(c))));
    }

    int port() {
        return listener.port();
    }

    @Override
    public void close() throws IOException {
        network.close();
    }

    private record Echo(LineConnection connection) implements LineReader {
        @Override
        public void frame(Frame frame) {
            if (frame instanceof Frame.Line line) {
                connection.write((line.text() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void ended() {
            connection.end(new byte[0]);
        }

        @Override
        public void closed(String why) {}
    }
}
