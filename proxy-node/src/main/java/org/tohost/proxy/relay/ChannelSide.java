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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.tohost.common.net.Detached;
import org.tohost.common.net.HalfClose;

/// One of the two channels of a [ChannelRelay], and what it reads.
///
/// What one channel reads is written to the other as it is, without a copy. A channel is not read
/// while the other has more than [#HIGH] octets waiting, so a relay holds at most that and one read
/// in each direction. On the event loop of both.
final class ChannelSide extends ChannelInboundHandlerAdapter {
    private static final int LOW = 512 * 1024;
    private static final int HIGH = 1024 * 1024;

    private final Channel own;
    private final Channel other;
    private final BiConsumer<ChannelSide, Event> told;
    private final AtomicLong taken = new AtomicLong();
    private boolean inputEnded;
    private boolean held;

    /// What a side has met.
    enum Event {
        MOVED,
        WRITABLE,
        INPUT_ENDED,
        FAILED,
        CLOSED
    }

    /// Reads from its own channel and writes to the other one.
    ChannelSide(Channel own, Channel other, BiConsumer<ChannelSide, Event> told) {
        this.own = own;
        this.other = other;
        this.told = told;
    }

    /// Takes its channel over.
    void begin(Detached detached) {
        own.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW, HIGH));
        own.pipeline().addBefore(Detached.OWNER, "relay", this);
        count(detached.unconsumed().length);
        var _ =
                other.writeAndFlush(
                        Unpooled.wrappedBuffer(detached.unconsumed()), other.voidPromise());
    }

    /// Begins to read, once both channels are taken over.
    void go(Detached detached) {
        if (detached.ended()) {
            inputEnded();
        } else {
            own.config().setAutoRead(other.isWritable());
        }
    }

    /// Reads no more, as far as it can be helped.
    void hold() {
        held = true;
        if (!inputEnded) {
            own.config().setAutoRead(false);
        }
    }

    /// Runs this once all is sent that was written to its channel so far, or cannot be.
    void flushed(Runnable then) {
        own.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> then.run());
    }

    /// {@return the channel as it was taken over}
    Detached giveBack() {
        own.pipeline().remove(this);
        return new Detached(own, new byte[0], inputEnded);
    }

    Channel channel() {
        return own;
    }

    /// {@return octets that came from this side; any thread}
    long taken() {
        return taken.get();
    }

    boolean hasInputEnded() {
        return inputEnded;
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
        if (own.isWritable()) {
            told.accept(this, Event.WRITABLE);
        }
    }

    /// Reads, unless there is nothing more to be read or it shall not be.
    void readOn() {
        if (!inputEnded && !held) {
            own.config().setAutoRead(true);
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
        // behind all that was read from here
        var _ = other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        ctx.fireChannelInactive();
        told.accept(this, Event.CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        told.accept(this, Event.FAILED);
        close();
    }

    private void count(int octets) {
        taken.addAndGet(octets);
        told.accept(this, Event.MOVED);
    }

    private void inputEnded() {
        if (!inputEnded) {
            inputEnded = true;
            HalfClose.output(other);
            told.accept(this, Event.INPUT_ENDED);
        }
    }

    /// Closes the channel behind what was written to it.
    void flushAndClose() {
        var _ = own.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// Closes the channel at once.
    void close() {
        Detached.close(own, this);
    }
}
