package org.tohost.ldap.faulty;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tohost.common.fixture.SlapdFixture;

/// A directory on a loopback port that goes wrong as it is told, at any time, also on connections
/// that are open. It lies in front of one in memory, and writes down what it is asked and how many
/// connections there are.
public final class FaultyDirectory implements AutoCloseable {
    /// An alert of TLS, which is what a server for TLS says to a client without.
    private static final byte[] GARBAGE = {0x15, 3, 3, 0, 2, 2, 0x16};

    private final InMemoryDirectoryServer well;
    private final ServerSocketFactory sockets;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tooMany = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Fault fault = new Fault.None();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile @Nullable ServerSocket listening;

    private FaultyDirectory(InMemoryDirectoryServer well, ServerSocketFactory sockets)
            throws IOException {
        this.well = well;
        this.sockets = sockets;
        ServerSocket first = listen(0);
        this.port = first.getLocalPort();
        begin(first);
    }

    /// Starts one with the entries of an LDIF below [SlapdFixture#BASE], with nothing wrong.
    public static FaultyDirectory start(String ldif, Optional<SSLContext> tls) {
        try {
            var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
            config.setSchema(null);
            var well = new InMemoryDirectoryServer(config);
            byte[] octets = ldif.getBytes(StandardCharsets.UTF_8);
            int _ = well.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(octets)));
            well.startListening();
            ServerSocketFactory sockets =
                    tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                            .orElseGet(ServerSocketFactory::getDefault);
            return new FaultyDirectory(well, sockets);
        } catch (LDAPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return its address}
    public String url() {
        return "ldap://127.0.0.1:" + port;
    }

    /// {@return the port that it listens on}
    public int port() {
        return port;
    }

    /// From now on this is wrong.
    public void suffer(Fault next) {
        fault = next;
    }

    /// Ends all connections, and refuses new ones until [#resume].
    public void refuse() throws IOException {
        ServerSocket socket = listening;
        if (socket != null) {
            socket.close();
        }
        for (Socket client : open) {
            client.close();
        }
    }

    /// Listens again.
    public void resume() throws IOException {
        begin(listen(port));
    }

    /// {@return what it was asked so far: `search`, or `bind` and a DN}
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// Forgets what it was asked, and the connections that are closed.
    public void forget() {
        asked.clear();
        accepted.set(0);
    }

    /// From now on counts connections beyond so many, see [#tooMany].
    public void allow(int connections) {
        limit = connections;
    }

    /// {@return how many connections came while as many as are allowed were open, and did not end}
    public int tooMany() {
        return tooMany.get();
    }

    /// {@return how many connections were made}
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            refuse();
        } catch (IOException _) {
            // it is gone
        }
        well.shutDown(true);
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket socket = sockets.createServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 1000);
        return socket;
    }

    private void begin(ServerSocket socket) {
        listening = socket;
        var _ = Thread.ofVirtual().start(() -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                accepted.incrementAndGet();
                judge();
                var _ = Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // it refuses now
        }
    }

    /// A connection that its client has closed may not have been read to its end yet.
    private void judge() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (open.size() > limit) {
            if (System.nanoTime() > end) {
                tooMany.incrementAndGet();
                return;
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket behind =
                        new Socket(InetAddress.getLoopbackAddress(), well.getListenPort())) {
            ASN1Element message = next(client.getInputStream());
            while (message != null && !(fault instanceof Fault.Closing)) {
                Request request = Request.of(message);
                if (request.unbinds()) {
                    return;
                }
                asked.add(request.words());
                if (!answer(request, client, new Behind(behind))) {
                    return;
                }
                message = next(client.getInputStream());
            }
        } catch (IOException | InterruptedException _) {
            // this connection is over
        } finally {
            open.remove(client);
        }
    }

    private static @Nullable ASN1Element next(InputStream in) throws IOException {
        try {
            return ASN1Element.readFrom(in);
        } catch (ASN1Exception e) {
            throw new IOException(e);
        }
    }

    /// {@return whether the connection goes on}
    private boolean answer(Request request, Socket client, Behind behind)
            throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case Fault.None() -> out.write(behind.answer(request));
            case Fault.Silent() -> {}
            case Fault.Slow(var by) -> {
                Thread.sleep(by);
                out.write(behind.answer(request));
            }
            case Fault.Reset() -> {
                byte[] whole = behind.answer(request);
                out.write(Arrays.copyOf(whole, whole.length / 2));
                client.setSoLinger(true, 0);
                return false;
            }
            case Fault.Closing() -> {
                return false;
            }
            case Fault.Garbage() -> out.write(GARBAGE);
            case Fault.Says(Fault.Kind kind, ResultCode code) ->
                    out.write(request.isOf(kind) ? request.answer(code) : behind.answer(request));
            case Fault.Refers() -> {
                if (request.isOf(Fault.Kind.SEARCH)) {
                    out.write(request.reference());
                    out.write(request.answer(ResultCode.SUCCESS));
                } else {
                    out.write(behind.answer(request));
                }
            }
        }
        return true;
    }
}
