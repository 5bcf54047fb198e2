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
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.tohost.common.failure.Failure;

/// Makes the two pools of connections: one bound as the service account, one to test passwords
/// with.
final class Pools {
    private final LdapServers settings;
    private final ServerSet servers;

    Pools(LdapServers settings) {
        this.settings = settings;
        SSLContext tls = tls();
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

    private ServerSet server(LdapUrl url, SSLContext tls) {
        return new SingleServerSet(
                url.host(),
                url.port(),
                url.tls() ? tls.getSocketFactory() : null,
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
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        return options;
    }

    private SSLContext tls() {
        try {
            TrustManager trust =
                    settings.caFile().isPresent()
                            ? new PEMFileTrustManager(settings.caFile().get().toFile())
                            : JVMDefaultTrustManager.getInstance();
            return new SSLUtil(trust).createSSLContext();
        } catch (GeneralSecurityException e) {
            throw new Failure.Unavailable("g_ldap_ca_file: " + e.getMessage(), e);
        }
    }
}
