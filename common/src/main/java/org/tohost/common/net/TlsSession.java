package org.tohost.common.net;

import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// What a session of TLS tells of the certificates of both sides.
record TlsSession(SSLSession session) {
    /// {@return the certificate chain that the peer has shown, empty if none}
    List<Certificate> peer() {
        try {
            return List.of(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /// {@return the certificate chain that the peer was shown, empty if that is not known}
    List<Certificate> own() {
        Certificate[] chain = session.getLocalCertificates();
        return chain == null ? List.of() : List.of(chain);
    }
}
