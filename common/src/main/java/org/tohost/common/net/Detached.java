package org.tohost.common.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// A connection that no longer cuts lines, with what it had read and not given out.
///
/// Reading is off until the new owner turns it on. The last handler of the pipeline is called
/// [#OWNER]; whoever takes over puts its handler before it.
///
/// @param channel with TLS in its pipeline where there is TLS
/// @param unconsumed octets that arrived and belong in front of all that is read from now on
/// @param ended true if the peer already said that it sends no more
public record Detached(Channel channel, byte[] unconsumed, boolean ended) {
    /// The name of the last handler: that by which Vert.x owns the channel of a [LineConnection],
    /// and [Last] behind its end.
    public static final String OWNER = "handler";

    /// The end of the pipeline of a channel that Vert.x knows no more. It keeps nothing, where
    /// Vert.x keeps some 5 KB for each channel.
    @ChannelHandler.Sharable
    public static final class Last extends ChannelInboundHandlerAdapter {
        /// The only one.
        public static final Last ONE = new Last();

        private Last() {}
    }

    /// Closes the channel at once, from the place of this handler of ours. From the end of the
    /// pipeline of a [LineConnection] it would not be at once: there Vert.x waits until all that
    /// was written is flushed, for ever if the peer does not read.
    public static void close(Channel channel, ChannelHandler ours) {
        ChannelHandlerContext place = channel.pipeline().context(ours);
        if (place != null) {
            var _ = place.close();
        }
    }
}
