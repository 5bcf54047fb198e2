package org.tohost.common.net;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tohost.common.tls.TicketKeys;

/// Gives a server's side of TLS the ticket keys of the day, so that clients resume their sessions
/// at every node with the same keys. The JDK's engine cannot be given keys: it makes its own, and
/// sessions are resumed at the node that they began at, until it stops. One thread.
public final class SessionTickets {
    private final Tls tls;
    private final TicketKeys keys;
    private final Clock clock;
    private LocalDate day = LocalDate.MIN;
    private @Nullable SslContext given;

    /// For this side, which has other keys until [#renew].
    public SessionTickets(Tls tls, TicketKeys keys, Clock clock) {
        this.tls = tls;
        this.keys = keys;
        this.clock = clock;
    }

    /// Sets the keys of today, unless they are set; to be called every second or so, and before the
    /// side takes the place of another.
    public void renew() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        SslContext context = tls.context();
        boolean set = today.equals(day) && context == given;
        if (!set && context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setTicketKeys(
                    keys.on(today).stream()
                            .map(key ->
                                    new OpenSslSessionTicketKey(
                                            key.name(), key.mac(), key.cipher()))
                            .toArray(OpenSslSessionTicketKey[]::new));
            day = today;
            given = context;
        }
    }
}
