package org.tohost.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// The socket of one attempt to connect. The LDAP library connects on a thread of its own, which
/// goes on when its caller is interrupted: what it makes then is closed here. It connects sockets
/// itself, with its time limit, and asks for none that are connected already.
final class Attempt extends SocketFactory {
    private final SocketFactory sockets;
    private @Nullable Socket made;
    private boolean over;

    Attempt(SocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (over) {
            throw new IOException("the attempt was given up");
        }
        Socket socket = sockets.createSocket();
        made = socket;
        return socket;
    }

    /// Closes the socket that was made, and makes none any more.
    synchronized void giveUp() {
        over = true;
        if (made != null) {
            try {
                made.close();
            } catch (IOException _) {
                // it is of no use anyway
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
