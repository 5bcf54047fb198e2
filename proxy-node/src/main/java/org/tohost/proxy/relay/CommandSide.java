package org.tohost.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
import org.tohost.common.net.Detached;
import org.tohost.common.net.HalfClose;

/// One of the two channels of a [CommandRelay]. On the event loop of both.
final class CommandSide extends ChannelInboundHandlerAdapter {
    private static final WriteBufferWaterMark MARKS =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final Channel channel;
    private final Owner owner;
    private final AtomicLong taken = new AtomicLong();
    private boolean inputEnded;
    private boolean deaf;
    private boolean outputEnded;

    /// Who is told what happens here.
    interface Owner {
        /// Octets have come from this side.
        void read(CommandSide side, byte[] octets);

        /// No more will come.
        void inputEnded(CommandSide side);

        /// There is room again for what is sent to it.
        void writable();

        /// The channel is gone.
        void closed(CommandSide side);
    }

    CommandSide(Channel channel, Owner owner) {
        this.channel = channel;
        this.owner = owner;
    }

    /// Takes its channel over, and gives out what had been read from it.
    void begin(Detached detached) {
        channel.config().setWriteBufferWaterMark(MARKS);
        channel.pipeline().addBefore(Detached.OWNER, "commands", this);
        if (detached.unconsumed().length > 0) {
            take(detached.unconsumed());
        }
        if (detached.ended()) {
            end();
        }
    }

    /// {@return the channel as it was taken over}
    Detached giveBack(byte[] unconsumed) {
        channel.config().setAutoRead(false);
        channel.pipeline().remove(this);
        return new Detached(channel, unconsumed, inputEnded);
    }

    Channel channel() {
        return channel;
    }

    /// {@return octets that came from here; any thread}
    long taken() {
        return taken.get();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    boolean hasInputEnded() {
        return inputEnded;
    }

    void reads(boolean more) {
        if (!inputEnded) {
            channel.config().setAutoRead(more || deaf);
        }
    }

    void write(byte[] octets) {
        if (!outputEnded && octets.length > 0) {
            var _ = channel.write(Unpooled.wrappedBuffer(octets), channel.voidPromise());
        }
    }

    void flush() {
        channel.flush();
    }

    /// Runs this once all is sent that was written here so far, or cannot be.
    void flushed(Runnable then) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> then.run());
    }

    /// Says that nothing more will come, behind what was written.
    void endOutput() {
        if (!outputEnded) {
            outputEnded = true;
            HalfClose.output(channel);
        }
    }

    /// From now on drops what comes.
    void deafen() {
        deaf = true;
        reads(true);
    }

    /// Closes the channel behind what was written to it.
    void flushAndClose() {
        outputEnded = true;
        var _ =
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(ChannelFutureListener.CLOSE);
    }

    /// Closes the channel at once.
    void close() {
        Detached.close(channel, this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof ByteBuf buffer && !deaf) {
                take(ByteBufUtil.getBytes(buffer));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // the owner flushes
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            owner.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent _, SslCloseCompletionEvent _ -> end();
            default -> ReferenceCountUtil.release(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        end();
        owner.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close();
    }

    private void take(byte[] octets) {
        taken.addAndGet(octets.length);
        owner.read(this, octets);
    }

    private void end() {
        if (!inputEnded) {
            inputEnded = true;
            owner.inputEnded(this);
        }
    }
}
