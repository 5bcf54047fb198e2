package org.tohost.common.netwin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/// A connection to a server, by TLS or in clear text.
final class TcpPeer implements Peer {
    private final String who;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    TcpPeer(String who, Socket socket) throws IOException {
        this.who = who;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public String who() {
        return who;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public Thread listener(Runnable work) {
        return Thread.ofVirtual().name("authent answers").unstarted(work);
    }

    @Override
    public void kill() {
        try {
            socket.close();
        } catch (IOException e) {
            // then it is closed
        }
    }

    @Override
    public void await(Duration patience) {
        // the server sees the end of the connection
    }
}
