package org.tohost.common.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;

/// A connection that no longer cuts lines, with what it had read and not given out.
///
/// Reading is off until the new owner turns it on. The last handler of the pipeline is called
/// [#OWNER] and must go on getting `channelInactive`; whoever takes over puts its handler before
/// it.
///
/// @param channel with TLS in its pipeline where there is TLS
/// @param unconsumed octets that arrived and belong in front of all that is read from now on
/// @param ended true if the peer already said that it sends no more
public record Detached(Channel channel, byte[] unconsumed, boolean ended) {
    /// The name of the handler by which Vert.x owns the channel.
    public static final String OWNER = "handler";

    /// Closes the channel at once, from the place of this handler of ours. From the end of the
    /// pipeline it would not be at once: there Vert.x waits until all that was written is flushed,
    /// for ever if the peer does not read.
    public static void close(Channel channel, ChannelHandler ours) {
        ChannelHandlerContext place = channel.pipeline().context(ours);
        if (place != null) {
            var _ = place.close();
        }
    }
}
