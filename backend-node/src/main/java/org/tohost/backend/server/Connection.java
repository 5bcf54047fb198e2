package org.tohost.backend.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.ticket.Ticket;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;
import org.tohost.common.wire.OctetSource;

/// One connection, read by its session's virtual thread alone; [#out] may be used by others too.
///
/// What a pipelining client sent is answered in one write: replies are flushed only when nothing
/// more can be read without waiting. Memory: one line at most, and 4 KiB.
public final class Connection implements OctetSource {
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final Socket wire;
    private final Peer peer;
    private final ReplyWriter out;
    private final LineFramer framer;
    private final byte[] chunk = new byte[4096];
    private final SessionHandler handler;
    private Socket socket;
    private InputStream in;
    private SessionId session;
    private ClientInfo client;
    private @Nullable Ticket ticket;
    private String user = "";
    private String ending = "closed by client";
    private long received;
    private volatile boolean waiting;
    private volatile @Nullable Farewell dismissal;
    private boolean farewellSaid;

    /// A connection over `socket`, which is `wire` itself or TLS on top of it.
    Connection(Socket wire, Socket socket, Admission admission, SessionHandler handler)
            throws IOException {
        this.wire = wire;
        this.socket = socket;
        this.peer = admission.peer();
        this.session = admission.session();
        this.client = admission.client();
        this.in = socket.getInputStream();
        this.out = new ReplyWriter(socket.getOutputStream());
        this.framer = new LineFramer(handler.maxLine());
        this.handler = handler;
    }

    /// Who is known before the first word.
    record Admission(Peer peer, SessionId session, ClientInfo client) {}

    /// Waits for the next frame.
    ///
    /// @return nothing if the client has closed, or if it was dismissed (it has been told why)
    /// @throws java.net.SocketTimeoutException after the time-out without a byte
    public Optional<Frame> readFrame() throws IOException {
        while (true) {
            Optional<Frame> frame = dismissed() ? Optional.empty() : framer.next();
            if (frame.isPresent()) {
                return frame;
            }
            int n = await();
            if (n < 0) {
                return Optional.empty();
            }
            framer.feed(chunk, 0, n);
        }
    }

    /// The next frame is a literal of this many octets, held in memory: for small ones.
    public void expect(int octets) {
        framer.expect(octets);
    }

    /// Reads raw octets, those first that came together with the last line.
    ///
    /// @return how many, -1 at the end
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (framer.available() > 0) {
            byte[] early = framer.take(length);
            System.arraycopy(early, 0, target, offset, early.length);
            return early.length;
        }
        out.flush();
        return fill(target, offset, length);
    }

    /// Puts back raw octets that were read too far. Only directly after [#read], before anything
    /// else is read.
    @Override
    public void unread(byte[] octets) {
        byte[] later = framer.remainder();
        framer.feed(octets);
        framer.feed(later);
    }

    /// Reads on where a client may be silent for long, and may be dismissed.
    private int await() throws IOException {
        out.flush();
        waiting = true;
        try {
            Farewell reason = dismissal;
            if (reason != null) { // either we see it here, or [#end] sees that we wait
                farewell(reason);
                return -1;
            }
            return fill(chunk, 0, chunk.length);
        } finally {
            waiting = false;
        }
    }

    /// {@return true if the client has hung up. For whoever works on one command for long; what the
    /// client has sent meanwhile is kept, and while much of it is kept nobody looks further}
    public boolean abandoned() throws IOException {
        if (framer.available() >= chunk.length) {
            return false;
        }
        int silence = socket.getSoTimeout();
        try {
            socket.setSoTimeout(1);
            int n = fill(chunk, 0, chunk.length);
            framer.feed(chunk, 0, Math.max(0, n));
            return n < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(silence);
        }
    }

    private int fill(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        received += Math.max(0, n);
        return n;
    }

    /// {@return where replies go}
    public ReplyWriter out() {
        return out;
    }

    /// Sends what is gathered, then goes on in TLS. What the client sent in clear text behind its
    /// request is dropped: it could be anybody's (RFC 9051 11.1, RFC 3207 4.2).
    public void startTls(ServerTls tls) throws IOException {
        out.flush();
        framer.remainder();
        int silence = socket.getSoTimeout();
        SSLSocket secured = tls.wrap(socket, HANDSHAKE);
        secured.setSoTimeout(silence);
        socket = secured;
        in = secured.getInputStream();
        out.redirect(secured.getOutputStream());
        client = client.secured();
    }

    /// {@return true if this hop is encrypted}
    public boolean secure() {
        return socket instanceof SSLSocket;
    }

    /// {@return who connected}
    public Peer peer() {
        return peer;
    }

    /// {@return the session's name; the ticket's, once there is one}
    public SessionId session() {
        return session;
    }

    /// {@return the client at the outer end: the ticket's, once there is one}
    public ClientInfo client() {
        return client;
    }

    /// The client gave a name of its own (HELO).
    public void introduce(String helo) {
        client = client.named(helo);
    }

    /// {@return the ticket that opened this session}
    public Optional<Ticket> ticket() {
        return Optional.ofNullable(ticket);
    }

    /// {@return the service that the ticket is for, else that of the port}
    Service service(Service ofPort) {
        return ticket().map(Ticket::service).orElse(ofPort);
    }

    void handOver(Ticket opened) {
        ticket = opened;
        session = opened.session();
        client = opened.client();
        user = opened.user().map(Object::toString).orElse("");
    }

    void loggedIn(String name) {
        user = name;
    }

    String user() {
        return user;
    }

    /// {@return the node that handed the session over}
    public Optional<NodeId> issuer() {
        return ticket().map(Ticket::issuer);
    }

    /// How long the client may be silent.
    public void timeout(Duration silence) throws IOException {
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, silence.toMillis()));
    }

    /// Why the session ends, for the log: the last word given counts.
    public void ending(String why) {
        ending = why;
    }

    String ending() {
        return ending;
    }

    /// {@return octets read}
    public long bytesIn() {
        return received;
    }

    /// {@return octets sent}
    public long bytesOut() {
        return out.sent();
    }

    /// Ends the session at the next command boundary: at once if the client is silent. The message
    /// or literal that it is sending is still taken. The first reason counts.
    void end(Farewell reason) throws IOException {
        Farewell first = dismissal;
        if (first == null) {
            first = reason;
            dismissal = reason;
        }
        if (waiting) {
            farewell(first);
            socket.close();
        }
    }

    /// {@return true once the node has asked the session to end}
    public boolean dismissed() {
        return dismissal != null;
    }

    /// Says it once; whoever comes second waits until it is said.
    private synchronized void farewell(Farewell reason) throws IOException {
        if (!farewellSaid) {
            farewellSaid = true;
            ending = reason.ending();
            out.write(handler.farewell(reason).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    void close() throws IOException {
        socket.close();
    }

    /// Ends the session whatever it is doing. Closing TLS would wait for a write that waits for the
    /// client; this does not.
    void cut() throws IOException {
        wire.close();
    }
}
