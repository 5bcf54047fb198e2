package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tohost.common.domain.NodeId;

/// Who this node is among the nodes of the cluster, and whom it trusts: its certificate and key,
/// and the cluster CA. TLS 1.2 and 1.3. The context holds the sessions for resumption, so one
/// identity should live as long as the node.
///
/// A server that is shown no certificate, or one of another authority, has an ordinary client
/// before it: it asks for one by [#serverParameters] and then
/// [NodePeer#of(javax.net.ssl.SSLSession)].
public final class ClusterIdentity {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsIdentity identity;
    private final NodePeer self;
    private final X509ExtendedTrustManager trust;
    private final SSLContext context;

    /// This node's identity.
    ///
    /// @throws IllegalArgumentException if the certificate does not name a node and its roles
    public ClusterIdentity(TlsIdentity identity, List<X509Certificate> authorities) {
        this.identity = identity;
        this.self =
                NodePeer.of(identity.chain().getFirst())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the certificate names no node and no role"));
        this.trust = SslContexts.trustIn(authorities);
        this.context = SslContexts.of(identity.keyManager(), trust);
    }

    /// {@return the identity in these PEM files}
    ///
    /// @throws IOException naming the file, if one cannot be used
    public static ClusterIdentity load(Path certificateFile, Path keyFile, Path authorityFile)
            throws IOException {
        TlsIdentity identity = TlsIdentity.load(certificateFile, keyFile);
        try {
            return new ClusterIdentity(identity, PemFiles.certificates(authorityFile));
        } catch (IllegalArgumentException e) {
            throw new IOException(certificateFile + ": " + e.getMessage(), e);
        }
    }

    /// {@return this node}
    public NodePeer self() {
        return self;
    }

    /// {@return the context for connections between nodes, either way; sockets and engines made
    /// from it are set to [#serverParameters] or [#clientParameters]}
    public SSLContext context() {
        return context;
    }

    /// {@return what a server's socket or engine is set to: a certificate is asked for and may be
    /// missing}
    public SSLParameters serverParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setWantClientAuth(true);
        return parameters;
    }

    /// {@return what a client's socket or engine is set to, so that the handshake fails unless the
    /// server is this very node; the socket must be made with the node's name as peer host}
    public SSLParameters clientParameters(NodeId expected) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setServerNames(serverNames(expected));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /// {@return certificate and key in the form that TLS engines ask for}
    public X509ExtendedKeyManager keyManager() {
        return identity.keyManager();
    }

    /// {@return trust in the cluster CA and nobody else}
    public X509ExtendedTrustManager trustManager() {
        return trust;
    }

    private static List<SNIServerName> serverNames(NodeId node) {
        try {
            return List.of(new SNIHostName(node.name()));
        } catch (IllegalArgumentException e) {
            return List.of(); // a node's name may hold '_', a server's may not (RFC 6066 3)
        }
    }
}
