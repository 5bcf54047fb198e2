package org.tohost.ldap;

import com.unboundid.ldap.sdk.AggregatePostConnectProcessor;
import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the two pools of connections: one bound as the service account, one to test passwords
/// with.
final class Pools {
    private final LdapServers settings;
    private final ServerSet servers;

    Pools(LdapServers settings) {
        this.settings = settings;
        DirectoryTls tls = new DirectoryTls(settings.caFile());
        FailoverServerSet all =
                new FailoverServerSet(
                        settings.urls().stream().map(url -> server(url, tls)).toList());
        all.setReOrderOnFailover(true); // nobody waits a second time for one that is down
        this.servers = all;
    }

    /// {@return a pool whose connections are always bound as `g_ldap_bind_dn`}
    LDAPConnectionPool searches() {
        return pool("search", settings.bindDn().map(this::serviceAccount).orElse(null));
    }

    /// {@return a pool whose connections are bound as whoever was tested last}
    LDAPConnectionPool binds() {
        return pool("bind", null);
    }

    private BindRequest serviceAccount(DistinguishedName dn) {
        byte[] password =
                settings.bindPassword()
                        .map(file -> file.secret().octets())
                        .orElseGet(() -> new byte[0]);
        return new SimpleBindRequest(dn.text(), password);
    }

    private LDAPConnectionPool pool(String name, @Nullable BindRequest bind) {
        try {
            var pool = new LDAPConnectionPool(servers, bind, 0, settings.poolSize(), null, false);
            pool.setConnectionPoolName(name);
            pool.setCreateIfNecessary(false); // never more than the pool's size
            pool.setMaxWaitTimeMillis(settings.timeout().toMillis());
            pool.setRetryFailedOperationsDueToInvalidConnections(true); // after a restart
            return pool;
        } catch (LDAPException e) {
            throw new IllegalStateException("a pool without connections failed to connect", e);
        }
    }

    private ServerSet server(LdapUrl url, DirectoryTls tls) {
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
                options(),
                null,
                new AggregatePostConnectProcessor(first));
    }

    private LDAPConnectionOptions options() {
        int millis = Math.toIntExact(patience().toMillis());
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setUseSynchronousMode(true); // the caller's thread reads, no thread a connection
        options.setUseKeepAlive(true);
        return options;
    }

    /// How long to wait for one answer of one server: of several, so long that a call can lose a
    /// connection to one that has gone silent, ask it in vain for another, and still try the next.
    private Duration patience() {
        int servers = settings.urls().size();
        return servers == 1
                ? settings.timeout()
                : settings.timeout().dividedBy(servers + 2L).plusMillis(1);
    }
}
