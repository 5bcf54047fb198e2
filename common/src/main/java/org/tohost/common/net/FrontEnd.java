package org.tohost.common.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.failure.Failure;

/// Waits for the PROXY header of a front end, in front of all that reads from the channel, and
/// leaves once it is there. A front end that sends none, or not in time, is cut off: what it sends
/// would otherwise pass for its own words. On the event loop of the channel.
final class FrontEnd extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrontEnd.class);
    private static final int SECONDS = 10;
    private static final AttributeKey<ProxyHeader> HEADER =
            AttributeKey.valueOf(FrontEnd.class, "header");

    private final Runnable ready;
    private final ScheduledFuture<?> timer;
    private final ByteBuf held;
    private boolean over;

    private FrontEnd(Channel channel, Runnable ready) {
        this.ready = ready;
        this.held = channel.alloc().buffer(256);
        this.timer =
                channel.eventLoop()
                        .schedule(() -> refuse(channel, "nothing came"), SECONDS, TimeUnit.SECONDS);
    }

    /// Reads the header, then nothing more until the connection is started.
    static void await(Channel channel, Runnable ready) {
        channel.pipeline().addFirst("front end", new FrontEnd(channel, ready));
        channel.config().setAutoRead(true);
    }

    /// {@return what the front end of this channel has told}
    static Optional<ProxyHeader> told(Channel channel) {
        return Optional.ofNullable(channel.attr(HEADER).get());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof ByteBuf buffer && !over) {
                held.writeBytes(buffer);
                look(ctx);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void look(ChannelHandlerContext ctx) {
        Optional<ProxyHeader> header;
        try {
            header = ProxyHeader.read(ByteBufUtil.getBytes(held));
        } catch (Failure.Syntax e) {
            refuse(ctx.channel(), e.getMessage());
            return;
        }
        if (header.isPresent()) {
            over = true;
            byte[] rest = ByteBufUtil.getBytes(held.skipBytes(header.get().length()));
            ctx.channel().config().setAutoRead(false);
            ctx.channel().attr(HEADER).set(header.get());
            ready.run();
            ctx.fireChannelRead(Unpooled.wrappedBuffer(rest));
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        timer.cancel(false);
        held.release();
    }

    private void refuse(Channel channel, String why) {
        over = true;
        LOG.warn("{} is cut off as a front end: {}", channel.remoteAddress(), why);
        var _ = channel.close();
    }
}
