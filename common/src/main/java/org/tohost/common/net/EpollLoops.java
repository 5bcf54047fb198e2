package org.tohost.common.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The epoll transport for connections that live for a moment: few system calls a connection, and
/// no thread but the event loops.
///
/// - What all accepted connections shall have is set once, on the socket that listens: they inherit
///   it. What the kernel does anyway is not set at all.
/// - Connections are accepted on the event loops, not on a thread of its own that wakes them.
/// - [LazyInterest] stands between channels and epoll.
final class EpollLoops extends EpollTransport {
    /// After so long a silence a peer is asked by TCP whether it is still there.
    private static final int KEEP_ALIVE_SECONDS = 120;

    // of the listening socket; Netty offers these for connections alone
    private static final ChannelOption<Integer> KEEP_ALIVE =
            new IntegerUnixChannelOption("SO_KEEPALIVE", 1, 9);
    private static final ChannelOption<Integer> KEEP_ALIVE_IDLE =
            new IntegerUnixChannelOption("TCP_KEEPIDLE", 6, 4);

    private @Nullable EventLoopGroup loops;

    /// {@return as Vert.x wants it}
    static io.vertx.core.transport.Transport transport() {
        EpollLoops implementation = new EpollLoops();
        return new io.vertx.core.transport.Transport() {
            @Override
            public String name() {
                return "epoll";
            }

            @Override
            public boolean available() {
                return implementation.isAvailable();
            }

            @Override
            public Throwable unavailabilityCause() {
                return implementation.unavailabilityCause();
            }

            @Override
            public Transport implementation() {
                return implementation;
            }
        };
    }

    @Override
    public synchronized EventLoopGroup eventLoopGroup(
            int type, int threads, ThreadFactory threadFactory, int ioRatio) {
        if (loops == null) { // those for connections are asked for first, those who accept last
            loops = super.eventLoopGroup(type, threads, threadFactory, ioRatio);
        }
        return loops;
    }

    @Override
    public void configure(
            NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        bootstrap
                .option(ChannelOption.SO_REUSEADDR, options.isReuseAddress())
                .option(ChannelOption.SO_BACKLOG, options.getAcceptBacklog())
                .option(KEEP_ALIVE, options.isTcpKeepAlive() ? 1 : 0)
                .option(KEEP_ALIVE_IDLE, KEEP_ALIVE_SECONDS);
    }

    @Override
    public void configure(
            ClientOptionsBase options,
            int connectTimeout,
            boolean domainSocket,
            Bootstrap bootstrap) {
        bootstrap
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeout)
                .option(EpollChannelOption.TCP_QUICKACK, options.isTcpQuickAck())
                .option(ChannelOption.SO_KEEPALIVE, options.isTcpKeepAlive())
                .option(EpollChannelOption.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        IoHandlerFactory netty = super.ioHandlerFactory();
        return executor -> new Handler(netty.newHandler(executor));
    }

    /// The event loop's part that waits for epoll.
    private record Handler(IoHandler netty) implements IoHandler {
        @Override
        public void initialize() {
            netty.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            return netty.run(context);
        }

        @Override
        public void prepareToDestroy() {
            netty.prepareToDestroy();
        }

        @Override
        public void destroy() {
            netty.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return new LazyInterest((EpollIoHandle) handle, netty);
        }

        @Override
        public void wakeup() {
            netty.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return netty.isCompatible(type);
        }
    }
}
