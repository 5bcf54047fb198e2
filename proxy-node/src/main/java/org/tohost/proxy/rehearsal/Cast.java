package org.tohost.proxy.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.Owners;
import org.tohost.common.config.Backends;
import org.tohost.common.config.LocalDomains;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.UserId;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Connector;
import org.tohost.common.net.TlsEngine;
import org.tohost.common.sasl.ScramDecoys;
import org.tohost.common.ticket.TicketCodec;
import org.tohost.common.users.AccessGroups;
import org.tohost.common.users.LoginDomains;
import org.tohost.common.users.RefusalSettings;
import org.tohost.common.users.Users;
import org.tohost.common.users.UsersSettings;
import org.tohost.proxy.guard.Announced;
import org.tohost.proxy.health.BackendHealth;
import org.tohost.proxy.health.Circuit;
import org.tohost.proxy.relay.Relays;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.HostTls;
import org.tohost.proxy.route.Router;
import org.tohost.proxy.route.TicketOffice;
import org.tohost.proxy.session.Directory;
import org.tohost.proxy.session.ProxySessions;
import org.tohost.proxy.session.SessionDesk;

/// Who plays: a proxy, its one user and the back-end of that user, all made up.
///
/// @param password of the user
/// @param secret of the cluster
record Cast(UserId user, Secret password, Secret secret, Clock clock, RandomGenerator random) {
    static final NodeId PROXY = new NodeId("proxy.invalid");
    static final NodeId BACKEND = new NodeId("backend.invalid");
    private static final String DOMAIN = "rehearsal.invalid";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 1000;

    /// {@return a cast with a password that nobody knows; the generator must be a secure one}
    static Cast of(Clock clock, RandomGenerator random) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return new Cast(
                new UserId("user@" + DOMAIN),
                Secret.of(HexFormat.of().formatHex(octets, 0, 8)),
                Secret.of(octets),
                clock,
                random);
    }

    /// {@return the user database; each login searches, as where nothing is kept}
    Users users() {
        UsersSettings settings =
                new UsersSettings(
                        Duration.ZERO, Duration.ZERO, MOST, PATIENCE, Duration.ZERO, false, "");
        return new Users(
                new OneUser(user, password, BACKEND),
                settings,
                new AccessGroups(List.of(), Optional.empty()),
                new Users.Tools(clock, random, Meters.unheard()));
    }

    /// {@return the desk of the proxy}
    ///
    /// @param backends where the back-end is
    SessionDesk desk(Users users, Backends backends, Connector connector, Relays relays) {
        Meters meters = Meters.unheard();
        BackendHealth health =
                new BackendHealth(clock, new Circuit.Rules(MOST, PATIENCE, PATIENCE), meters);
        BackendConnector.Means means =
                new BackendConnector.Means(
                        HostTls.of(Optional.empty(), backends, TlsEngine.JDK),
                        new TicketOffice(PROXY, new TicketCodec(List.of(secret))),
                        health,
                        new BackendConnector.Patience(PATIENCE, PATIENCE, PATIENCE),
                        (Service _) -> new Announced(PROXY.name(), List.of()),
                        meters,
                        clock);
        return new SessionDesk(
                new Directory(users, meters, clock),
                new Router(
                        backends,
                        new Owners(Optional.empty(), _ -> false),
                        new LocalDomains(List.of(DOMAIN)),
                        health),
                new LoginDomains(List.of()),
                new BackendConnector(connector, means),
                relays,
                new ScramDecoys(secret, 1),
                Optional.empty(),
                Optional.empty(),
                new RefusalSettings(Duration.ZERO),
                PATIENCE,
                new ProxySessions(MOST, clock),
                meters,
                EventLog.unheard(),
                clock,
                random);
    }
}
