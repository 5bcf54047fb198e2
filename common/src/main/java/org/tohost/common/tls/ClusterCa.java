package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// The authority of a cluster: it makes the certificates by which nodes know each other. Its key is
/// needed only to add nodes and belongs on no node.
public final class ClusterCa {
    /// The authority's certificate: every node trusts it.
    public static final String CA_CERTIFICATE = "ca.crt";

    /// The authority's key.
    public static final String CA_KEY = "ca.key";

    /// A node's certificate, in the node's folder.
    public static final String NODE_CERTIFICATE = "node.crt";

    /// A node's key, in the node's folder.
    public static final String NODE_KEY = "node.key";

    private static final Duration CA_VALIDITY = Duration.ofDays(20 * 365L);
    private static final Duration NODE_VALIDITY = Duration.ofDays(5 * 365L);

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final CertificateMaker maker;

    private ClusterCa(X509Certificate certificate, PrivateKey key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.maker = new CertificateMaker(clock);
    }

    /// {@return a new authority; its certificate and its key (mode 0600) are written to the folder}
    ///
    /// @throws IOException if that fails, also if the folder already holds one
    public static ClusterCa create(Path folder, Clock clock) throws IOException {
        KeyPair keys = KeyPairs.next();
        X509Certificate certificate =
                new CertificateMaker(clock).authority("Tohost cluster CA", keys, CA_VALIDITY);
        PrivateFiles.create(folder.resolve(CA_KEY), CertificateMaker.pem(keys));
        Files.writeString(folder.resolve(CA_CERTIFICATE), CertificateMaker.pem(certificate));
        return new ClusterCa(certificate, keys.getPrivate(), clock);
    }

    /// {@return the authority in this folder}
    ///
    /// @throws IOException naming the file, if it cannot be used
    public static ClusterCa open(Path folder, Clock clock) throws IOException {
        TlsIdentity identity =
                TlsIdentity.load(folder.resolve(CA_CERTIFICATE), folder.resolve(CA_KEY));
        return new ClusterCa(identity.chain().getFirst(), identity.key(), clock);
    }

    /// Makes a key (mode 0600) and a certificate for a node with these roles (`proxy`, `backend`)
    /// and writes them, and the authority's certificate, to the folder.
    ///
    /// @throws Failure.Syntax if TLS cannot verify a host of this name: it holds `_`
    /// @throws IOException if writing fails, also if the folder already holds a key
    public void issue(NodeId node, Set<String> roles, Path folder) throws IOException {
        if (node.name().indexOf('_') >= 0) {
            throw new Failure.Syntax("a certificate names no host with '_'"); // RFC 5890 2.3.1
        }
        KeyPair keys = KeyPairs.next();
        X509Certificate issued =
                maker.endEntity(
                        new CertificateMaker.Subject(
                                node.name(), names(node, roles), keys, NODE_VALIDITY),
                        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                        key);
        PrivateFiles.create(folder.resolve(NODE_KEY), CertificateMaker.pem(keys));
        Files.writeString(folder.resolve(NODE_CERTIFICATE), CertificateMaker.pem(issued));
        Files.writeString(folder.resolve(CA_CERTIFICATE), CertificateMaker.pem(certificate));
    }

    private static List<GeneralName> names(NodeId node, Set<String> roles) {
        // the name as such, and as an address for nodes that are called by theirs
        GeneralName name = new GeneralName(GeneralName.dNSName, node.name());
        return Stream.concat(
                        Stream.of(name, CertificateMaker.host(node.name())).distinct(),
                        roles.stream()
                                .sorted()
                                .map(role -> NodePeer.ROLE_PREFIX + role)
                                .map(uri ->
                                        new GeneralName(
                                                GeneralName.uniformResourceIdentifier, uri)))
                .toList();
    }
}
