package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.metrics.Meters;

/// All connections to the directory: a pool of those that are bound as the service account, and one
/// of those to test passwords with. While the directory is in doubt, one more to see whether it is
/// back.
final class Pools implements AutoCloseable {
    /// Shorter than what any device on the way waits before it forgets a silent connection.
    private static final Duration ROUND = Duration.ofSeconds(30);

    private final Servers servers;
    private final Deadline deadline;
    private final DN base;
    private final Health health;
    private final Pool searches;
    private final Pool binds;
    private final Thread rounds;

    /// Connects to nothing yet. `base` is the entry that is read to see whether the directory can
    /// be used.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the file with the CA is unusable
    Pools(LdapServers settings, DN base, Surroundings around) {
        Pauses pauses = new Pauses(around.random, around.sleep);
        this.servers = new Servers(settings, pauses, around.clock);
        this.deadline = new Deadline(settings.timeout());
        this.base = base;
        this.health = new Health("the directory", this::trouble, pauses, around.clock);
        var tools = new Pool.Tools(servers, settings, around.clock, around.meters);
        this.searches = new Pool("search", servers::connectAsService, health, tools);
        this.binds = new Pool("bind", servers::connect, health, tools);
        around.meters.gaugeDirectory(health::good);
        this.rounds = Thread.ofVirtual().name("ldap rounds").start(() -> goRound(around.sleep));
    }

    /// What the connections take from outside: time, chance, and where to count.
    record Surroundings(Clock clock, RandomGenerator random, Pauses.Sleep sleep, Meters meters) {}

    /// {@return the connections that are bound as `g_ldap_bind_dn`}
    Pool searches() {
        return searches;
    }

    /// {@return the connections that are bound as whoever was tested last}
    Pool binds() {
        return binds;
    }

    /// {@return whether the directory answers}
    Health health() {
        return health;
    }

    /// {@return a connection outside the pools, bound as `g_ldap_bind_dn`; whoever asks closes it}
    Link service() throws LDAPException {
        return servers.connectAsService();
    }

    /// {@return a connection outside the pools, bound as `g_ldap_bind_dn`, that is also read while
    /// nobody waits for an answer; whoever asks closes it}
    Link listening() throws LDAPException {
        return servers.listenAsService();
    }

    @Override
    public void close() {
        rounds.interrupt();
        health.close();
        servers.close();
        deadline.close();
        searches.close();
        binds.close();
    }

    private void goRound(Pauses.Sleep sleep) {
        try {
            while (true) {
                sleep.pass(ROUND);
                searches.tend();
                binds.tend();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Optional<String> trouble() {
        return deadline.call(this::readBase, Optional::of);
    }

    private Optional<String> readBase() {
        try (Link link = servers.connectAsService()) {
            return link.connection().getEntry(base.toString(), SearchRequest.NO_ATTRIBUTES) != null
                    ? Optional.empty()
                    : Optional.of("the entry of g_ldap_base cannot be read");
        } catch (LDAPException e) {
            return Optional.of(Words.of("search", e));
        }
    }
}
