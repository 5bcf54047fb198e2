package org.tohost.proxy.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.events.EventLog;
import org.tohost.common.metrics.Meters;
import org.tohost.common.net.Tls;
import org.tohost.common.sasl.ScramDecoys;
import org.tohost.common.users.LoginDomains;
import org.tohost.proxy.relay.Relays;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Router;

/// What all sessions of the node work with.
///
/// @param domains of user names that come without one
/// @param decoys for users of whom there is no verifier
/// @param tls for STARTTLS
/// @param loginTime for all that comes before the login
public record SessionDesk(
        Directory directory,
        Router router,
        LoginDomains domains,
        BackendConnector connector,
        Relays relays,
        ScramDecoys decoys,
        Optional<Tls> tls,
        Duration loginTime,
        ProxySessions sessions,
        Meters meters,
        EventLog events,
        Clock clock,
        RandomGenerator random) {}
