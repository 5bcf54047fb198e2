package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.AuthentModule.Changes;

/// Listens for changes in the directory until it is closed: connects, takes the best way that there
/// is, and when that is lost connects again after a pause.
public final class ChangeListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST = Duration.ofSeconds(15);

    private final Connector connector;
    private final List<Source> sources;
    private final Echo echo;
    private final Reporter reporter;
    private final Backoff backoff;
    private final Thread thread;
    private final Set<String> declined = new HashSet<>();
    private volatile boolean closed;

    /// What a listener listens with: `clock` and `random` for ages and pauses, `state` to show how
    /// it fares; `several` if more than one server holds the entries.
    public record Tools(Clock clock, RandomGenerator random, PushState state, boolean several) {}

    private ChangeListener(
            Connector connector, List<Source> sources, Watched watched, Tools tools, Echo echo) {
        this.connector = connector;
        this.sources = sources;
        this.echo = echo;
        this.reporter = new Reporter(watched, echo, tools.state(), tools.clock());
        this.backoff = new Backoff(RETRY, SLOWEST, tools.random());
        this.thread = Thread.ofVirtual().name("directory-changes").unstarted(this::listen);
    }

    /// Starts one that tells `changes` of what is watched.
    public static ChangeListener start(
            PushMode mode, Watched watched, Connector connector, Tools tools, Changes changes) {
        ChangeListener listener =
                new ChangeListener(
                        connector,
                        Source.of(mode, watched, tools.clock()),
                        watched,
                        tools,
                        new Echo(changes, tools.several()));
        listener.thread.start();
        return listener;
    }

    @Override
    public void close() {
        closed = true;
        echo.close();
        thread.interrupt();
        try {
            var _ = thread.join(GRACE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        int failures = 0;
        while (!closed) {
            String why = once();
            failures = reporter.lost(why) ? 1 : failures + 1;
            try {
                Thread.sleep(backoff.after(failures));
            } catch (InterruptedException _) {
                return; // closed
            }
        }
    }

    /// Connects and listens. {@return why it is over}
    private String once() {
        try (Line line = connector.connect()) {
            return follow(line.connection(), RootDse.read(line.connection()));
        } catch (LDAPException e) {
            return e.getResultCode().getName() + " (" + e.getMessage() + ")";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "closed";
        } catch (RuntimeException e) {
            log.error("bug in listening for changes", e);
            return e.toString();
        }
    }

    private String follow(LDAPConnection connection, RootDse server)
            throws LDAPException, InterruptedException {
        String why = "the server does not offer what g_ldap_push asks for";
        for (Source source : sources) {
            if (source.offered(server)) {
                try {
                    source.follow(connection, server, reporter);
                } catch (NotOffered e) {
                    why = source.way() + ": " + e.why();
                    if (declined.add(why)) {
                        log.warn("changes in the directory do not come by {}", why);
                    }
                }
            }
        }
        return why;
    }
}
