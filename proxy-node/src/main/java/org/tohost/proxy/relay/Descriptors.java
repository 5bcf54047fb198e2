package org.tohost.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import org.tohost.common.net.Detached;

/// Takes sockets out of event loops and puts them in again. On the event loop of the channel.
final class Descriptors {
    private Descriptors() {}

    /// {@return true if the channel is a bare socket, in clear text, of epoll}
    static boolean isBare(Channel channel) {
        return channel instanceof EpollSocketChannel && channel.isActive() && isClear(channel);
    }

    /// {@return true if there is no TLS on it}
    static boolean isClear(Channel channel) {
        return channel.pipeline().get(SslHandler.class) == null;
    }

    /// {@return a second descriptor of the socket of a channel that [#isBare], -1 if none is free}
    static int duplicateOf(Channel channel) {
        return Libc.duplicate(((EpollSocketChannel) channel).fd().intValue());
    }

    /// Closes a channel of which there is a duplicate: the peer sees nothing of it.
    ///
    /// @return what was written to it and the socket has not taken yet
    static byte[] leave(Channel channel) {
        byte[] unsent = unsent(channel);
        Gone gone = new Gone();
        channel.pipeline().addBefore(Detached.OWNER, "gone", gone);
        Detached.close(channel, gone);
        return unsent;
    }

    private static byte[] unsent(Channel channel) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        channel.flush();
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting != null) {
            try {
                waiting.forEachFlushedMessage(message -> {
                    octets.writeBytes(ByteBufUtil.getBytes((ByteBuf) message));
                    return true;
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return octets.toByteArray();
    }

    /// {@return a channel of its own for this descriptor}
    ///
    /// @param ended true if the peer sends no more
    static Detached enter(int descriptor, boolean ended, EventLoop loop) {
        EpollSocketChannel channel = new EpollSocketChannel(descriptor);
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(Detached.OWNER, Detached.Last.ONE);
        var _ = loop.register(channel);
        return new Detached(channel, new byte[0], ended);
    }

    /// In a channel that was left: that its unsent octets fail is no failure.
    private static final class Gone extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // they are sent by others
        }
    }
}
