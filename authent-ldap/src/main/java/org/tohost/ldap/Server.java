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
    private final Health health;
    private final AtomicInteger open = new AtomicInteger();

    Server(LdapUrl url, LdapServers settings, DirectoryTls tls, Pauses pauses, Clock clock) {
        List<PostConnectProcessor> first = new ArrayList<>();
        if (settings.startTls() && !url.tls()) {
            first.add(new StartTLSPostConnectProcessor(tls));
        }
        if (settings.urls().size() > 1) {
            first.add(new SignOfLife());
        }
        this.connects =
                new SingleServerSet(
                        url.host(),
                        url.port(),
                        url.tls() ? tls : null,
                        options(settings),
                        null,
                        new AggregatePostConnectProcessor(first));
        this.health = new Health("LDAP server " + url, this::trouble, pauses, clock);
    }

    /// {@return a new connection, not bound as anybody}
    Link connect() throws LDAPException {
        Link link = new Link(connects.getConnection(), this);
        open.incrementAndGet();
        return link;
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

    private Optional<String> trouble() {
        try (LDAPConnection _ = connects.getConnection()) {
            return Optional.empty();
        } catch (LDAPException e) {
            return Optional.of(Words.of("connect", e));
        }
    }

    private static LDAPConnectionOptions options(LdapServers settings) {
        int millis = Math.toIntExact(settings.patience().toMillis());
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setUseSynchronousMode(true); // the caller's thread reads, no thread a connection
        options.setUseKeepAlive(true);
        return options;
    }
}
