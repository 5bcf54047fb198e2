package org.tohost.common.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.spi.transport.Transport;

/// The epoll transport, mended for peers that send no more but still read.
///
/// Netty 4.2.18 takes a channel that waits for nothing out of epoll and forgets that it has done
/// so. When such a channel, whose peer has ended its output, later waits for room to write, epoll
/// does not know it, and the channel is closed with all that was still to be sent. Here it never
/// waits for nothing: edge-triggered and without an event to wait for, it stays in epoll and is
/// told of errors at most once.
final class EdgeEpoll extends EpollTransport {
    private static final EpollIoOps NOTHING = EpollIoOps.valueOf(0);
    private static final EpollIoOps HARDLY_ANYTHING = EpollIoOps.valueOf(Native.EPOLLET);

    /// {@return as Vert.x wants it}
    static io.vertx.core.transport.Transport transport() {
        EdgeEpoll implementation = new EdgeEpoll();
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
            return new Registration(netty.register(handle));
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

    /// A channel's place in epoll.
    private record Registration(IoRegistration netty) implements IoRegistration {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's way
        public <T> T attachment() {
            return netty.attachment();
        }

        @Override
        public long submit(IoOps wanted) {
            return netty.submit(wanted.equals(NOTHING) ? HARDLY_ANYTHING : wanted);
        }

        @Override
        public boolean isValid() {
            return netty.isValid();
        }

        @Override
        public boolean cancel() {
            return netty.cancel();
        }
    }
}
