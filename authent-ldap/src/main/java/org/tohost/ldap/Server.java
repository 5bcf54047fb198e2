package org.tohost.ldap;

import com.unboundid.ldap.sdk.AggregatePostConnectProcessor;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/// One server of the directory: makes connections that TLS has secured, if it is to, and that have
/// shown a sign of life if there are others to turn to.
final class Server implements AutoCloseable {
    private final LdapUrl url;
    private final LdapServers settings;
    private final SocketFactory sockets;
    private final PostConnectProcessor first;
    private final Health health;
    private final AtomicInteger open = new AtomicInteger();

    Server(LdapUrl url, LdapServers settings, DirectoryTls tls, Pauses pauses, Clock clock) {
        this.url = url;
        this.settings = settings;
        this.sockets = url.tls() ? tls : SocketFactory.getDefault();
        this.first = first(url, settings, tls);
        this.health = new Health("LDAP server " + url, this::trouble, pauses, clock);
    }

    /// {@return a new connection, not bound as anybody}
    Link connect() throws LDAPException {
        return link(true);
    }

    /// {@return a new connection, not bound as anybody, that is also read while nobody waits for an
    /// answer}
    Link listen() throws LDAPException {
        return link(false);
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

    private Link link(boolean synchronous) throws LDAPException {
        Link link = new Link(connection(synchronous), this);
        open.incrementAndGet();
        return link;
    }

    private Optional<String> trouble() {
        try (LDAPConnection _ = connection(true)) {
            return Optional.empty();
        } catch (LDAPException e) {
            return Optional.of(Words.of("connect", e));
        }
    }

    private LDAPConnection connection(boolean synchronous) throws LDAPException {
        Attempt attempt = new Attempt(sockets);
        try {
            LDAPConnectionOptions options = options(settings, synchronous);
            var connection = new LDAPConnection(attempt, options, url.host(), url.port());
            first.processPreAuthenticatedConnection(connection);
            return connection;
        } catch (LDAPException e) {
            attempt.giveUp();
            throw e;
        }
    }

    private static PostConnectProcessor first(LdapUrl url, LdapServers settings, DirectoryTls tls) {
        List<PostConnectProcessor> first = new ArrayList<>();
        if (settings.startTls() && !url.tls()) {
            first.add(new StartTLSPostConnectProcessor(tls));
        }
        if (settings.urls().size() > 1) {
            first.add(new SignOfLife());
        }
        return new AggregatePostConnectProcessor(first);
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
