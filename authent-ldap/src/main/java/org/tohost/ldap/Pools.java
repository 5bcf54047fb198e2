package org.tohost.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;

/// Makes the two pools of connections: one bound as the service account, one to test passwords
/// with.
final class Pools {
    private final LdapServers settings;
    private final ServerSet servers;

    Pools(LdapServers settings) {
        this.settings = settings;
        DirectoryTls tls = new DirectoryTls(settings.caFile());
        this.servers =
                new FailoverServerSet(
                        settings.urls().stream().map(url -> server(url, tls)).toList());
    }

    /// {@return a pool whose connections are always bound as `g_ldap_bind_dn`}
    LDAPConnectionPool searches() {
        String dn = settings.bindDn().map(DistinguishedName::text).orElse("");
        byte[] password =
                settings.bindPassword()
                        .filter(_ -> !dn.isEmpty())
                        .map(file -> file.secret().octets())
                        .orElseGet(() -> new byte[0]);
        return pool("search", new SimpleBindRequest(dn, password));
    }

    /// {@return a pool whose connections are bound as whoever was tested last}
    LDAPConnectionPool binds() {
        return pool("bind", new SimpleBindRequest());
    }

    private LDAPConnectionPool pool(String name, BindRequest bind) {
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
        return new SingleServerSet(
                url.host(),
                url.port(),
                url.tls() ? tls : null,
                options(),
                null,
                settings.startTls() && !url.tls() ? new StartTLSPostConnectProcessor(tls) : null);
    }

    private LDAPConnectionOptions options() {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setUseSynchronousMode(true); // the caller's thread reads, no thread a connection
        options.setUseKeepAlive(true);
        return options;
    }
}
