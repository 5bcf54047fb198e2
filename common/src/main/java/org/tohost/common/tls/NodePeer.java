package org.tohost.common.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.tohost.common.domain.NodeId;
import org.tohost.common.failure.Failure;

/// A node as its cluster certificate names it: the DNS name in it, and a URI `urn:tohost:role:ROLE`
/// for each of its roles. A certificate without a role is not a node's.
public record NodePeer(NodeId name, Set<String> roles) {
    /// What stands in a certificate before the name of a role.
    static final String ROLE_PREFIX = "urn:tohost:role:";

    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    /// Copies the set.
    public NodePeer {
        roles = Set.copyOf(roles);
    }

    /// {@return the node at the other end of a TLS connection, if it showed a certificate that the
    /// cluster's trust manager accepted}
    public static Optional<NodePeer> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /// {@return the node that this certificate, already verified, was issued to}
    public static Optional<NodePeer> of(X509Certificate certificate) {
        Optional<String> name = names(certificate, DNS_NAME).stream().findFirst();
        Set<String> roles = new HashSet<>();
        for (String uri : names(certificate, URI)) {
            if (uri.startsWith(ROLE_PREFIX)) {
                roles.add(uri.substring(ROLE_PREFIX.length()));
            }
        }
        if (name.isEmpty() || roles.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodePeer(new NodeId(name.get()), roles));
        } catch (Failure.Syntax e) {
            return Optional.empty();
        }
    }

    /// {@return true if the node has this role}
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    private static List<String> names(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(kind))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
