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
import org.tohost.common.users.RefusalSettings;
import org.tohost.proxy.relay.Relays;
import org.tohost.proxy.route.BackendConnector;
import org.tohost.proxy.route.Router;

/// What all sessions of the node work with.
///
/// @param domains of user names that come without one
/// @param decoys for users of whom there is no verifier
/// @param tokens who tests tokens, if anybody does
/// @param tls for STARTTLS
/// @param refusals when they are told
/// @param loginTime for all that comes before the login
public record SessionDesk(
        Directory directory,
        Router router,
        LoginDomains domains,
        BackendConnector connector,
        Relays relays,
        ScramDecoys decoys,
        Optional<Tokens> tokens,
        Optional<Tls> tls,
        RefusalSettings refusals,
        Duration loginTime,
        ProxySessions sessions,
        Meters meters,
        EventLog events,
        Clock clock,
        RandomGenerator random) {
    /// {@return who tests tokens; mechanisms that send one are offered only where somebody does}
    Tokens testsTokens() {
        return tokens.orElseThrow(() -> new IllegalStateException("nobody tests tokens"));
    }
}
