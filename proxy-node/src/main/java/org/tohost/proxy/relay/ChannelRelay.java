package org.tohost.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.util.function.Consumer;
import org.tohost.common.net.Detached;
import org.tohost.common.net.HalfClose;

/// A relay by a handler in the pipelines of both channels, behind their TLS where they have it.
///
/// What one channel reads is written to the other as it is, without a copy. A channel is not read
/// while the other has more than [#HIGH] octets waiting, so a relay holds at most that and one read
/// in each direction. When one side says that it sends no more, the other is told so behind all
/// that was sent, and may still answer.
public final class ChannelRelay {
    private static final int LOW = 512 * 1024;
    private static final int HIGH = 1024 * 1024;

    private final Clock clock;
    private final Consumer<String> over;
    private final Side client;
    private final Side backend;
    private volatile long lastMoved;
    private String why = "";
    private int open = 2;

    private ChannelRelay(Channel client, Channel backend, Clock clock, Consumer<String> over) {
        this.clock = clock;
        this.over = over;
        this.client = new Side(client, backend, "client closed");
        this.backend = new Side(backend, client, "back-end closed");
        this.lastMoved = clock.millis();
    }

    /// Begins to relay, first what the connections had read before. `over` is called once, when
    /// both are closed, with the reason.
    ///
    /// @throws IllegalStateException if the two are not on this event loop
    public static ChannelRelay start(
            Detached client, Detached backend, Clock clock, Consumer<String> over) {
        if (client.channel().eventLoop() != backend.channel().eventLoop()
                || !client.channel().eventLoop().inEventLoop()) {
            throw new IllegalStateException("a relay stays on one event loop");
        }
        ChannelRelay relay = new ChannelRelay(client.channel(), backend.channel(), clock, over);
        relay.client.begin(client);
        relay.backend.begin(backend);
        relay.client.go(client);
        relay.backend.go(backend);
        return relay;
    }

    /// {@return octets that came from the client, not counting those it was started with; on the
    /// event loop}
    public long fromClient() {
        return client.read;
    }

    /// {@return octets that came from the back-end; on the event loop}
    public long fromBackend() {
        return backend.read;
    }

    /// {@return when the last octets came, in milliseconds of the clock; any thread}
    public long lastMoved() {
        return lastMoved;
    }

    /// Closes both connections at once, for this reason. Any thread.
    public void close(String reason) {
        client.own
                .eventLoop()
                .execute(() -> {
                    because(reason);
                    client.close();
                    backend.close();
                });
    }

    private void because(String reason) {
        if (why.isEmpty()) {
            why = reason;
        }
    }

    /// One of the two channels, and what it reads.
    private final class Side extends ChannelInboundHandlerAdapter {
        private final Channel own;
        private final Channel other;
        private final String ending;
        private long read;
        private boolean inputEnded;

        Side(Channel own, Channel other, String ending) {
            this.own = own;
            this.other = other;
            this.ending = ending;
        }

        void begin(Detached detached) {
            own.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW, HIGH));
            own.pipeline().addBefore(Detached.OWNER, "relay", this);
            if (this == backend) {
                count(detached.unconsumed().length);
            }
            var _ =
                    other.writeAndFlush(
                            Unpooled.wrappedBuffer(detached.unconsumed()), other.voidPromise());
        }

        void go(Detached detached) {
            if (detached.ended()) {
                inputEnded();
            } else {
                own.config().setAutoRead(other.isWritable());
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof ByteBuf buffer) {
                count(buffer.readableBytes());
                var _ = other.write(buffer, other.voidPromise());
                if (!other.isWritable()) {
                    own.config().setAutoRead(false);
                }
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            // after its end a channel of Netty must not be asked to read: epoll has let go of it
            if (own.isWritable() && !peer().inputEnded) {
                other.config().setAutoRead(true);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            switch (event) {
                case ChannelInputShutdownEvent _, SslCloseCompletionEvent _ -> inputEnded();
                default -> ReferenceCountUtil.release(event);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            because(ending);
            // behind all that was read from here
            flushAndClose(other);
            ctx.fireChannelInactive();
            if (--open == 0) {
                over.accept(why);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            because(ending);
            close();
        }

        private void count(int octets) {
            read += octets;
            lastMoved = clock.millis();
        }

        private void inputEnded() {
            if (inputEnded) {
                return;
            }
            inputEnded = true;
            because(ending);
            HalfClose.output(other);
            if (peer().inputEnded) {
                flushAndClose(own);
                flushAndClose(other);
            }
        }

        private Side peer() {
            return this == client ? backend : client;
        }

        private void flushAndClose(Channel channel) {
            var _ =
                    channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE);
        }

        private void close() {
            Detached.close(own, this);
        }
    }
}
