package org.tohost.proxy.dialogue;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tohost.common.authent.LoginName;
import org.tohost.common.sasl.CertificateName;
import org.tohost.common.sasl.EndPoint;

/// What a login may rest on once there is TLS: the certificates that were shown, the own one first
/// in each chain. They are asked for when a mechanism needs them, and not else.
///
/// @param own what the client was shown; empty if that is not known
/// @param client what the client has shown; empty if nothing
public record TlsFacts(Supplier<List<Certificate>> own, Supplier<List<Certificate>> client) {
    /// Nothing is known.
    public static final TlsFacts NONE = new TlsFacts(List::of, List::of);

    /// {@return the channel binding `tls-server-end-point`, where it is defined}
    Optional<byte[]> endPoint() {
        return first(own.get()).flatMap(certificate -> EndPoint.of(certificate).stream()).findAny();
    }

    /// {@return the user whom the client's certificate names, if it has shown one}
    Optional<LoginName> certified(CertificateName place) {
        return first(client.get()).flatMap(certificate -> place.of(certificate).stream()).findAny();
    }

    private static Stream<X509Certificate> first(List<Certificate> chain) {
        return chain.stream()
                .limit(1)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast);
    }
}
