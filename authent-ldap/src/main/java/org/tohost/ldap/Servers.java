package org.tohost.ldap;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The servers of the directory, all with the same entries. A server that does not answer is asked
/// in the background until it does; in the meantime it is only tried when no other one is left.
final class Servers implements AutoCloseable {
    private final List<Server> servers;
    private final LdapServers settings;
    private final AtomicInteger turn = new AtomicInteger();

    private interface Way {
        Link to(Server server) throws LDAPException;
    }

    /// Connects to nothing yet.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if the file with the CA is unusable
    Servers(LdapServers settings, Pauses pauses, Clock clock) {
        DirectoryTls tls = new DirectoryTls(settings.caFile());
        this.settings = settings;
        this.servers =
                settings.urls().stream()
                        .map(url -> new Server(url, settings, tls, pauses, clock))
                        .toList();
    }

    /// {@return a new connection to the first server that gives one, not bound as anybody}
    Link connect() throws LDAPException {
        return connect(Server::connect);
    }

    /// {@return a new connection that is bound as `g_ldap_bind_dn`, if that is set}
    Link connectAsService() throws LDAPException {
        return asService(connect(Server::connect));
    }

    /// {@return the same, but one that is also read while nobody waits for an answer}
    Link listenAsService() throws LDAPException {
        return asService(connect(Server::listen));
    }

    private Link connect(Way way) throws LDAPException {
        LDAPException failure = new LDAPException(ResultCode.CONNECT_ERROR, "no server");
        for (Server server : inOrder()) {
            try {
                Link link = way.to(server);
                server.health().answered();
                return link;
            } catch (LDAPException e) {
                failure = e;
                doubt(server, e);
            }
        }
        throw failure;
    }

    private Link asService(Link link) throws LDAPException {
        try {
            if (settings.bindDn().isPresent()) {
                var _ =
                        link.connection()
                                .bind(
                                        new SimpleBindRequest(
                                                settings.bindDn().get().text(),
                                                settings.password().octets()));
            }
            return link;
        } catch (LDAPException e) {
            link.close();
            if (!e.getResultCode().isConnectionUsable()) {
                doubt(link.server(), e);
            }
            throw e;
        }
    }

    /// An operation failed in a way that speaks against the server.
    void doubt(Server server, LDAPException e) {
        if (servers.size() > 1 && !Thread.currentThread().isInterrupted()) {
            server.health().failed(Words.of("operation", e));
        }
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }

    private List<Server> inOrder() {
        List<Server> order = new ArrayList<>(servers);
        switch (settings.balance()) {
            case FAILOVER -> {}
            case ROUNDROBIN ->
                    Collections.rotate(
                            order, -Math.floorMod(turn.getAndIncrement(), servers.size()));
            case FEWEST -> order.sort(comparingInt(Server::open));
        }
        order.sort(comparing(server -> server.health().down().isPresent()));
        return order;
    }
}
