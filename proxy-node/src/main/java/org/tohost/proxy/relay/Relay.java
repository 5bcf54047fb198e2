package org.tohost.proxy.relay;

import java.time.Duration;
import java.util.function.Consumer;
import org.tohost.common.net.Detached;

/// Bytes both ways between a client and its back-end.
///
/// When one side says that it sends no more, the other is told so behind all that was sent, and may
/// still answer. When one side is gone, the other gets what had arrived and is closed. A side is
/// not read while the other does not take what it sent. A relay ends by itself when both sides have
/// ended or when no octet has moved for its idle time. A relay with a guard delivers what the guard
/// makes of the octets instead, and is halted between two commands. Its methods may be called by
/// any thread.
public interface Relay {
    /// Two connections to be relayed, both of one event loop, with what had been read from them.
    ///
    /// @param idle after so long without any octet the relay ends
    record Pair(Detached client, Detached backend, Duration idle) {}

    /// How many octets were taken from each side, those the relay was begun with included.
    record Counts(long fromClient, long fromBackend) {}

    /// A relay that is over; both connections are closed.
    ///
    /// @param reason what came first: `client closed`, `back-end closed`, `idle`, or what was told
    ///   to [#close]
    record End(String reason, Counts counts) {}

    /// A relay that was halted: the connections are as they were given to it, and whoever gets them
    /// must take them over within the call. All that was counted has been handed to the other side;
    /// of a side that is `ended` the other side knows.
    record Halted(Detached client, Detached backend, Counts counts) {}

    /// {@return what was taken so far}
    Counts counts();

    /// Takes no more octets, waits until those taken are delivered, and gives the connections back,
    /// on their event loop. If the relay ends before that, its end is told instead.
    void halt(Consumer<Halted> halted);

    /// Closes both connections at once, for this reason, whatever was not delivered yet.
    void close(String reason);
}
