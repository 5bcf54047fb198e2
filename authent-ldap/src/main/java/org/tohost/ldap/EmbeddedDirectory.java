package org.tohost.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// An LDAP server in this process, on a real port, for demonstrations: its entries live in memory
/// and are gone when it stops. It knows no schema, so every attribute is allowed.
public final class EmbeddedDirectory implements AutoCloseable {
    private final InMemoryDirectoryServer server;

    private EmbeddedDirectory(InMemoryDirectoryServer server) {
        this.server = server;
    }

    /// Starts it with the entries of an LDIF (RFC 2849) below `base`, on a port of the loopback
    /// address (0: a free one). Anybody may read; who binds as an entry may also write.
    ///
    /// @throws Failure.Unavailable if the port is taken
    /// @throws Failure.Syntax if the LDIF is wrong
    public static EmbeddedDirectory start(String base, String ldif, int port) {
        InMemoryDirectoryServer server = filled(base, ldif, port);
        try {
            server.startListening();
            return new EmbeddedDirectory(server);
        } catch (LDAPException e) {
            throw new Failure.Unavailable("cannot listen on LDAP port " + port, e);
        }
    }

    /// {@return the port that it listens on}
    public int port() {
        return server.getListenPort();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private static InMemoryDirectoryServer filled(String base, String ldif, int port) {
        try {
            var config = new InMemoryDirectoryServerConfig(base);
            config.setSchema(null);
            config.setAuthenticationRequiredOperationTypes(
                    OperationType.ADD,
                    OperationType.DELETE,
                    OperationType.MODIFY,
                    OperationType.MODIFY_DN);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig(
                            "ldap", InetAddress.getLoopbackAddress(), port, null));
            var server = new InMemoryDirectoryServer(config);
            byte[] octets = ldif.getBytes(StandardCharsets.UTF_8);
            int _ = server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(octets)));
            return server;
        } catch (LDAPException e) {
            throw new Failure.Syntax("the directory's entries: " + e.getMessage());
        }
    }
}
