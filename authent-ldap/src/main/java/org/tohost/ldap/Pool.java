package org.tohost.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tohost.common.metrics.Meters;

/// Connections for one purpose, never more than agreed: a new one is opened only by who holds one
/// of the pool's places, and only after the one that it replaces is closed. Callers wait for a
/// place in the order in which they come.
///
/// While the directory is down nothing is tried. An operation that loses its connection is tried
/// once more on a new one. Connections from before an outage, and those that are too old, are not
/// used again; idle ones are asked for a sign of life by [#tend], so that nothing on the way
/// forgets them.
final class Pool implements AutoCloseable {
    private final String name;
    private final Opening opening;
    private final Health health;
    private final Tools tools;
    private final Semaphore places;
    private final Queue<Held> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// Opens connections for the pool.
    @FunctionalInterface
    interface Opening {
        /// {@return a new connection, ready for use}
        Link open() throws LDAPException;
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Operation<T> {
        /// {@return the result}
        T on(LDAPConnection connection) throws LDAPException;
    }

    /// How many connections, how long one may wait for a free one, how old they may become; whom to
    /// tell of servers that fail.
    record Tools(Servers servers, LdapServers settings, Clock clock, Meters meters) {}

    private record Held(Link link, Instant opened, int outages) {}

    Pool(String name, Opening opening, Health health, Tools tools) {
        this.name = name;
        this.opening = opening;
        this.health = health;
        this.tools = tools;
        int size = tools.settings.poolSize();
        this.places = new Semaphore(size, true);
        tools.meters.gaugeDirectoryPool(
                name, () -> size - places.availablePermits(), idle::size, places::getQueueLength);
    }

    /// {@return what the operation gives on one of the connections}
    ///
    /// @throws LDAPException if the operation does, if no connection can be had, or if the
    ///   directory is down
    <T> T use(Operation<T> operation) throws LDAPException {
        Optional<String> down = health.down();
        if (down.isPresent()) {
            throw new LDAPException(ResultCode.UNAVAILABLE, "the directory is down: " + down.get());
        }
        enter();
        try {
            return told(operation);
        } finally {
            places.release();
        }
    }

    /// {@return what the search finds}
    SearchResult search(SearchRequest request) throws LDAPException {
        return use(connection -> connection.search(request));
    }

    /// {@return the result of a bind, which is `success`}
    BindResult bind(BindRequest request) throws LDAPException {
        return use(connection -> connection.bind(request));
    }

    /// Closes idle connections that are too old, and asks the others for a sign of life.
    void tend() {
        for (int n = idle.size(); n > 0 && health.down().isEmpty() && places.tryAcquire(); n--) {
            try {
                Held held = take();
                if (held != null) {
                    var _ = on(held, Pool::rootEntry);
                }
            } catch (LDAPException e) {
                if (!e.getResultCode().isConnectionUsable() && !gone(e)) {
                    health.failed(Words.of(name, e));
                }
            } finally {
                places.release();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Held held;
        while ((held = idle.poll()) != null) {
            held.link.close();
        }
    }

    private void enter() throws LDAPException {
        try {
            Duration limit = tools.settings.timeout();
            if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LDAPException(ResultCode.TIMEOUT, "no free connection");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LDAPException(ResultCode.TIMEOUT, "no free connection", e);
        }
    }

    private <T> T told(Operation<T> operation) throws LDAPException {
        try {
            T result = twice(operation);
            answered();
            return result;
        } catch (LDAPException e) {
            if (e.getResultCode().isConnectionUsable()) {
                answered();
            } else if (Thread.currentThread().isInterrupted()) {
                tools.meters.directoryOperation(name, "late");
            } else {
                tools.meters.directoryOperation(name, "failed");
                health.failed(Words.of(name, e));
            }
            throw e;
        }
    }

    private void answered() {
        health.answered();
        tools.meters.directoryOperation(name, "answered");
    }

    private <T> T twice(Operation<T> operation) throws LDAPException {
        Held held = take();
        if (held == null) {
            return on(open(), operation);
        }
        try {
            return on(held, operation);
        } catch (LDAPException e) {
            if (e.getResultCode().isConnectionUsable() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return on(open(), operation);
        }
    }

    private <T> T on(Held held, Operation<T> operation) throws LDAPException {
        boolean keep = false;
        try {
            T result = operation.on(held.link.connection());
            keep = true;
            return result;
        } catch (LDAPException e) {
            keep = e.getResultCode().isConnectionUsable();
            if (!keep && !gone(e)) {
                tools.servers.doubt(held.link.server(), e);
            }
            throw e;
        } finally {
            if (keep && !closed) {
                idle.add(held);
            } else {
                held.link.close();
            }
        }
    }

    private Held open() throws LDAPException {
        int outages = health.outages();
        return new Held(opening.open(), tools.clock.instant(), outages);
    }

    private @Nullable Held take() {
        Held held = idle.poll();
        while (held != null && !usable(held)) {
            held.link.close();
            held = idle.poll();
        }
        return held;
    }

    private boolean usable(Held held) {
        Instant end = held.opened.plus(tools.settings.maxAge());
        return held.outages == health.outages() && tools.clock.instant().isBefore(end);
    }

    /// Whether it only means that the server has closed this connection.
    private static boolean gone(LDAPException e) {
        return e.getResultCode().equals(ResultCode.SERVER_DOWN);
    }

    private static SearchResult rootEntry(LDAPConnection connection) throws LDAPException {
        return connection.search(
                "", SearchScope.BASE, "(objectClass=*)", SearchRequest.NO_ATTRIBUTES);
    }
}
