package org.tohost.common.net;

import io.netty.channel.Channel;

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
}
