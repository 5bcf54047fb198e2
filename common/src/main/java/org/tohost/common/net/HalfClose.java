package org.tohost.common.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/// The end of one direction.
public final class HalfClose {
    private HalfClose() {}

    /// Sends what was written, then says that nothing more will come: close_notify where there is
    /// TLS, FIN in any case. Reading goes on.
    public static void output(Channel channel) {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(_ -> {
                    if (ssl == null) {
                        shutdown(channel);
                    } else {
                        ssl.closeOutbound().addListener(_ -> shutdown(channel));
                    }
                });
    }

    private static void shutdown(Channel channel) {
        DuplexChannel socket = (DuplexChannel) channel;
        if (socket.isActive() && !socket.isOutputShutdown()) {
            socket.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
