package org.tohost.common.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Context;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// A connection that is read line by line, and can be upgraded to TLS and handed over to a relay.
///
/// ```
///  paused --start--> reading <--pause/resume--> paused
///                    reading --end--> ending (deaf, lingers until the peer closes too)
///             reading/paused --detach--> detached (somebody else's)
/// ```
///
/// It reads by a handler of its own in front of the one of Vert.x, so that no byte waits in a queue
/// that others could see: what was read and not delivered lies in the framer alone, at most one
/// read more than a line. While the peer does not read our replies, nothing is delivered either.
public final class LineConnection {
    /// How long a connection that we ended waits for the peer's end.
    private static final Duration LINGER = Duration.ofSeconds(2);

    /// Reads grow to this size while they fill their buffers, which halves the cost of large
    /// transfers.
    private static final int LARGEST_READ = 256 * 1024;

    private final Context context;
    private final Channel channel;
    private final LineFramer framer;
    private final Inbound inbound = new Inbound();
    private LineReader reader = new Nobody();
    private State state = State.PAUSED;
    private boolean awaitsTls;
    private boolean inputEnded;
    private boolean delivering;
    private String failure = "closed by peer";
    private long bytesIn;
    private long bytesOut;

    private enum State {
        PAUSED,
        READING,
        ENDING,
        DETACHED
    }

    private LineConnection(Context context, Channel channel, int maxLine) {
        this.context = context;
        this.channel = channel;
        this.framer = new LineFramer(maxLine);
    }

    /// Takes over a socket of Vert.x on its own event loop, before it has read anything.
    static LineConnection of(NetSocket socket, Context context, int maxLine) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        if (!channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("not on the event loop of this connection");
        }
        LineConnection connection = new LineConnection(context, channel, maxLine);
        // else the end of the peer's requests would cut off our replies
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        // for the relay that may come: a channel keeps what it is told before its first read
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(2048, 2048, LARGEST_READ));
        channel.config().setAutoRead(false);
        channel.pipeline().addBefore(Detached.OWNER, "lines", connection.inbound);
        return connection;
    }

    /// Begins to deliver.
    public void start(LineReader to) {
        reader = to;
        resume();
    }

    /// The next frame shall be a literal of this many octets.
    public void expect(int literalOctets) {
        framer.expect(literalOctets);
    }

    /// Delivers nothing until [#resume]; what arrives stays with the kernel.
    public void pause() {
        if (state == State.READING) {
            state = State.PAUSED;
            updateReading();
        }
    }

    /// Delivers again, first what is already here.
    public void resume() {
        if (state == State.PAUSED) {
            state = State.READING;
            deliver();
        }
    }

    /// Sends these octets.
    public void write(byte[] octets) {
        bytesOut += octets.length;
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(octets), channel.voidPromise());
    }

    /// Sends these octets, then ends the connection in a way that lets the peer read them: our end
    /// of output, then deaf until the peer closes, at most two seconds.
    public void end(byte[] octets) {
        if (state == State.DETACHED || state == State.ENDING) {
            return;
        }
        state = State.ENDING;
        framer.remainder();
        write(octets);
        HalfClose.output(channel);
        updateReading();
        if (inputEnded) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        after(LINGER, this::close); // also if the peer never reads what we sent
    }

    /// Closes at once.
    public void close() {
        Detached.close(channel, inbound);
    }

    /// STARTTLS: sends the reply in clear text and expects nothing but TLS behind it. Whatever the
    /// peer sent behind its command is dropped: it may be somebody else's (RFC 3207 6).
    public void upgradeToSsl(Tls tls, byte[] reply) {
        framer.remainder();
        write(reply);
        secure(tls.accepting(channel.alloc()));
    }

    /// STARTTLS of a client, behind the server's consent: nothing but TLS from here on, with the
    /// server of this name. What is written meanwhile waits for the end of the handshake.
    ///
    /// @return false if something in clear text is here already: it may be somebody else's, and the
    ///   connection is good for nothing any more
    public boolean startTls(Tls tls, String name) {
        if (framer.available() > 0) {
            return false;
        }
        connect(tls, name);
        return true;
    }

    /// Expects TLS from the first octet on.
    void accept(Tls tls) {
        secure(tls.accepting(channel.alloc()));
    }

    /// Expects a PROXY header before anything else; ready once it is there.
    void awaitHeader(Runnable ready) {
        FrontEnd.await(channel, ready);
    }

    /// Speaks TLS with the server of this name from now on.
    void connect(Tls tls, String name) {
        secure(tls.connecting(channel.alloc(), name, remote().getPort()));
    }

    private void secure(SslHandler handler) {
        awaitsTls = true;
        channel.pipeline().addFirst("ssl", handler);
        updateReading();
    }

    /// Hands the connection over; no callback comes any more, also none of Vert.x.
    public Detached detach() {
        state = State.DETACHED;
        if (!inputEnded) {
            channel.config().setAutoRead(false);
        }
        channel.pipeline().remove(inbound);
        channel.pipeline().replace(Detached.OWNER, Detached.OWNER, Detached.Last.ONE);
        return new Detached(channel, framer.remainder(), inputEnded);
    }

    /// {@return true behind a finished TLS handshake}
    public boolean secure() {
        return !awaitsTls && channel.pipeline().get(SslHandler.class) != null;
    }

    /// {@return true as long as TLS is being negotiated}
    public boolean awaitsTls() {
        return awaitsTls;
    }

    /// {@return the certificate chain that the peer has shown, empty if none}
    public List<Certificate> peerCertificates() {
        return session().map(TlsSession::peer).orElse(List.of());
    }

    /// {@return the certificate chain that was shown to the peer; empty if none, or if TLS resumed
    /// a session without saying which one it was}
    public List<Certificate> ownCertificates() {
        return session().map(TlsSession::own).orElse(List.of());
    }

    /// {@return the server name that the peer asked for by TLS (RFC 6066 3), empty if none}
    public String serverName() {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        return ssl == null ? "" : Tls.requestedName(ssl.engine());
    }

    private Optional<TlsSession> session() {
        return Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                .map(ssl -> new TlsSession(ssl.engine().getSession()));
    }

    /// {@return what a front end said of the client, if there is one}
    public Optional<ProxyHeader> proxyHeader() {
        return FrontEnd.told(channel);
    }

    /// {@return address and port of the peer, be it a client or its front end}
    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    /// {@return address and port on our side}
    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// {@return octets read so far, TLS not counted}
    public long bytesIn() {
        return bytesIn;
    }

    /// {@return octets written so far, TLS not counted}
    public long bytesOut() {
        return bytesOut;
    }

    /// {@return runs tasks on the event loop of this connection}
    public Executor eventLoop() {
        return channel.eventLoop();
    }

    /// Runs a task on the event loop after this time, no earlier, unless the returned one is run
    /// before.
    public Runnable after(Duration delay, Runnable task) {
        ScheduledFuture<?> timer =
                channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    Context context() {
        return context;
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (state == State.READING && !awaitsTls && channel.isWritable()) {
                Optional<Frame> frame = framer.next();
                if (frame.isEmpty()) {
                    break;
                }
                reader.frame(frame.get());
            }
        } finally {
            delivering = false;
        }
        updateReading();
        if (state == State.READING && inputEnded && !awaitsTls && channel.isWritable()) {
            reader.ended();
        }
    }

    private void updateReading() {
        boolean reading =
                switch (state) {
                    case PAUSED -> awaitsTls; // the handshake goes on
                    case READING -> awaitsTls || channel.isWritable();
                    case ENDING -> true;
                    case DETACHED -> false;
                };
        if (state != State.DETACHED && !inputEnded) {
            // after its end a channel of Netty must not be asked to read: epoll has let go of it
            channel.config().setAutoRead(reading);
        }
    }

    private void inputEnded() {
        if (!inputEnded) {
            inputEnded = true;
            switch (state) {
                case READING -> {
                    if (awaitsTls) {
                        close();
                    } else {
                        deliver();
                    }
                }
                case ENDING -> close();
                case PAUSED, DETACHED -> {}
            }
        }
    }

    /// What Netty tells of the channel.
    private final class Inbound extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof ByteBuf buffer && state != State.ENDING) {
                    bytesIn += buffer.readableBytes();
                    framer.feed(ByteBufUtil.getBytes(buffer));
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
            deliver();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            // every write was flushed
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            deliver();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            switch (event) {
                case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> {
                    awaitsTls = false;
                    reader.secured();
                    deliver();
                }
                case SslHandshakeCompletionEvent handshake -> fail("TLS: ", handshake.cause());
                case SslCloseCompletionEvent _, ChannelInputShutdownEvent _ -> inputEnded();
                default -> ReferenceCountUtil.release(event);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            state = State.ENDING;
            reader.closed(failure);
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail("", cause);
        }

        private void fail(String prefix, Throwable cause) {
            failure = prefix + (cause.getMessage() == null ? cause : cause.getMessage());
            close();
        }
    }
}
