package org.tohost.ldap;

import com.unboundid.ldap.sdk.AggregatePostConnectProcessor;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One server of the directory: makes connections that TLS has secured, if it is to, and that have
/// shown a sign of life if there are others to turn to.
final class Server implements AutoCloseable {
    private final ServerSet connects;
    private final ServerSet listens;
    private final Health health;
    private final AtomicInteger open = new AtomicInteger();

    Server(LdapUrl url, LdapServers settings, DirectoryTls tls, Pauses pauses, Clock clock) {
        this.connects = set(url, settings, tls, true);
        this.listens = set(url, settings, tls, false);
        this.health = new Health("LDAP server " + url, this::trouble, pauses, clock);
    }

    /// {@return a new connection, not bound as anybody}
    Link connect() throws LDAPException {
        return link(connects);
    }

    /// {@return a new connection, not bound as anybody, that is also read while nobody waits for an
    /// answer}
    Link listen() throws LDAPException {
        return link(listens);
    }

    /// One of its connections is closed.
    void closed() {
        open.decrementAndGet();
    }

    /// {@return how many connections are open}
    int open() {
        return open.get();
    }

    /// {@return whether it answers, as far as its own connections show}
    Health health() {
        return health;
    }

    @Override
    public void close() {
        health.close();
    }

    private Link link(ServerSet set) throws LDAPException {
        Link link = new Link(set.getConnection(), this);
        open.incrementAndGet();
        return link;
    }

    private Optional<String> trouble() {
        try (LDAPConnection _ = connects.getConnection()) {
            return Optional.empty();
        } catch (LDAPException e) {
            return Optional.of(Words.of("connect", e));
        }
    }

    private static ServerSet set(
            LdapUrl url, LdapServers settings, DirectoryTls tls, boolean synchronous) {
        List<PostConnectProcessor> first = new ArrayList<>();
        if (settings.startTls() && !url.tls()) {
            first.add(new StartTLSPostConnectProcessor(tls));
        }
        if (settings.urls().size() > 1) {
            first.add(new SignOfLife());
        }
        return new SingleServerSet(
                url.host(),
                url.port(),
                url.tls() ? tls : null,
                options(settings, synchronous),
                null,
                new AggregatePostConnectProcessor(first));
    }

    private static LDAPConnectionOptions options(LdapServers settings, boolean synchronous) {
        int millis = Math.toIntExact(settings.patience().toMillis());
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setUseSynchronousMode(synchronous); // who waits reads, no thread a connection
        options.setUseKeepAlive(true);
        return options;
    }
}
