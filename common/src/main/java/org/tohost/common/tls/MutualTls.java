package org.tohost.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS between this and other software, where each side may show a certificate. TLS 1.2 and 1.3.
public final class MutualTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private MutualTls() {}

    /// {@return the client's side: it believes servers whose certificate comes from the authorities
    /// in this PEM file, or without one from those that the Java runtime trusts, and shows
    /// `identity` if there is one}
    ///
    /// @throws IOException naming the file that cannot be used
    public static SSLContext client(Optional<Path> authorities, Optional<TlsIdentity> identity)
            throws IOException {
        return authorities.isPresent()
                ? context(identity, PemFiles.certificates(authorities.get()))
                : context(identity, List.of());
    }

    /// {@return the client's side: it believes servers whose certificate comes from one of these
    /// authorities, or without any from those that the Java runtime trusts}
    public static SSLContext client(List<X509Certificate> authorities) {
        return context(Optional.empty(), authorities);
    }

    /// {@return the client's side: it believes servers that have one of these keys, whatever their
    /// certificate says}
    public static SSLContext pinning(KeyPins pins) {
        return context(null, new TrustManager[] {new PinnedTrust(pins)});
    }

    /// {@return what a client's socket is set to where the key alone tells who the server is}
    public static SSLParameters pinnedParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        return parameters;
    }

    /// {@return the server's side: it believes clients whose certificate comes from the authorities
    /// in this PEM file}
    ///
    /// @throws IOException naming the file that cannot be used
    public static SSLContext server(TlsIdentity identity, Path authorities) throws IOException {
        return context(Optional.of(identity), PemFiles.certificates(authorities));
    }

    /// {@return what a client's socket, made with the server's name, is set to: the certificate
    /// must name the server}
    public static SSLParameters clientParameters() {
        SSLParameters parameters = pinnedParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /// {@return what a server's socket is set to: no client without a certificate}
    public static SSLParameters serverParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    private static SSLContext context(
            Optional<TlsIdentity> identity, List<X509Certificate> authorities) {
        KeyManager @Nullable [] keys =
                identity.isPresent() ? new KeyManager[] {identity.get().keyManager()} : null;
        TrustManager @Nullable [] trust =
                authorities.isEmpty()
                        ? null
                        : new TrustManager[] {SslContexts.trustIn(authorities)};
        return context(keys, trust);
    }

    private static SSLContext context(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }
}
