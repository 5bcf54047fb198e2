package org.tohost.backend.server;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.tohost.common.domain.NodeId;

/// Two faces of one port: whoever asks for the node by its name (a node, by SNI) sees the cluster's
/// certificate, everybody else the one for clients.
final class SniKeys extends X509ExtendedKeyManager {
    private static final String NODE = "node:";
    private static final String PUBLIC = "public:";

    private final NodeId self;
    private final X509ExtendedKeyManager node;
    private final X509ExtendedKeyManager forClients;

    SniKeys(NodeId self, X509ExtendedKeyManager node, X509ExtendedKeyManager forClients) {
        this.self = self;
        this.node = node;
        this.forClients = forClients;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        boolean asked = asksForNode(socket);
        String alias = (asked ? node : forClients).chooseServerAlias(keyType, issuers, socket);
        return alias == null ? null : (asked ? NODE : PUBLIC) + alias;
    }

    private boolean asksForNode(Socket socket) {
        return socket instanceof SSLSocket tls
                && tls.getHandshakeSession() instanceof ExtendedSSLSession session
                && session.getRequestedServerNames().stream()
                        .anyMatch(name ->
                                name instanceof SNIHostName host
                                        && host.getAsciiName().equalsIgnoreCase(self.name()));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return owner(alias).getCertificateChain(plain(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return owner(alias).getPrivateKey(plain(alias));
    }

    private X509ExtendedKeyManager owner(String alias) {
        return alias.startsWith(NODE) ? node : forClients;
    }

    private static String plain(String alias) {
        return alias.substring(alias.indexOf(':') + 1);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return Stream.concat(
                        named(NODE, node.getServerAliases(keyType, issuers)),
                        named(PUBLIC, forClients.getServerAliases(keyType, issuers)))
                .toArray(String[]::new);
    }

    private static Stream<String> named(String prefix, String @Nullable [] aliases) {
        return aliases == null ? Stream.empty() : Stream.of(aliases).map(prefix::concat);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // a server's keys
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
