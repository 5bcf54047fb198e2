package org.tohost.common.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;

/// A channel's place in epoll, that tells epoll as little as it can.
///
/// A channel says again and again what it waits for: not to read for a moment, then to read again.
/// Each time would be a system call. Here epoll hears of it when the channel waits for something
/// more. That it waits for less is kept back until epoll tells of something nobody waits for any
/// more, which is rare, and not passed on. And since what connects speaks sooner or later, reading
/// is asked for from the beginning.
///
/// It also mends Netty 4.2.18, which takes a channel that waits for nothing out of epoll and
/// forgets that it has done so: when such a channel, whose peer has ended its output, later waits
/// for room to write, epoll does not know it, and the channel is closed with all that was still to
/// be sent. Here it never waits for nothing: edge-triggered and without an event to wait for, it
/// stays in epoll and is told of errors at most once.
///
/// On the event loop of the channel.
@SuppressWarnings("try") // its close() is that of Netty's interface
final class LazyInterest implements EpollIoHandle, IoRegistration {
    private static final int EPOLLHUP = 0x10;
    private static final int ALWAYS_TOLD = Native.EPOLLERR | EPOLLHUP;
    private static final int NOTHING_YET = -1;

    private final EpollIoHandle channel;
    private final IoRegistration epoll;
    private int wanted;
    private int told = NOTHING_YET;

    LazyInterest(EpollIoHandle channel, IoHandler epoll) throws Exception {
        this.channel = channel;
        this.epoll = epoll.register(this);
    }

    @Override
    public long submit(IoOps ops) {
        wanted = ((EpollIoOps) ops).value();
        if (told == NOTHING_YET) {
            boolean connects = (wanted & Native.EPOLLOUT) != 0;
            tell(connects ? wanted : wanted | Native.EPOLLIN);
        } else if ((wanted & ~told) != 0) {
            tell(wanted);
        }
        return wanted;
    }

    private void tell(int interest) {
        told = interest;
        long _ = epoll.submit(EpollIoOps.valueOf(interest == 0 ? Native.EPOLLET : interest));
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        int happened = ((EpollIoEvent) event).ops().value();
        int welcome = happened & (wanted | ALWAYS_TOLD);
        if (welcome == happened) {
            channel.handle(this, event);
            return;
        }
        tell(wanted);
        if (welcome != 0) {
            channel.handle(this, (EpollIoEvent) () -> EpollIoOps.valueOf(welcome));
        }
    }

    @Override
    public FileDescriptor fd() {
        return channel.fd();
    }

    @Override
    public void registered() {
        channel.registered();
    }

    @Override
    public void unregistered() {
        channel.unregistered();
    }

    @Override
    public void close() throws Exception {
        channel.close();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's way
    public <T> T attachment() {
        return epoll.attachment();
    }

    @Override
    public boolean isValid() {
        return epoll.isValid();
    }

    @Override
    public boolean cancel() {
        return epoll.cancel();
    }
}
