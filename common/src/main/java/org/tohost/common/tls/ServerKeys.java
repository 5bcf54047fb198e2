package org.tohost.common.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The certificates that a server has for its clients. A client that asks for a host (SNI) is shown
/// a certificate that names it; all others are shown one that names what the first one names.
/// Several for the same names differ in the kind of their key: the TLS engine asks for elliptic
/// curves first, whose signatures cost a fraction of RSA's, and is given RSA where the client
/// cannot do with them.
public final class ServerKeys extends X509ExtendedKeyManager {
    private final List<Shown> all;

    /// A certificate and the hosts it names.
    private record Shown(TlsIdentity identity, X509Certificate[] chain, HostNames names) {
        boolean isOf(String keyType) {
            return chain[0].getPublicKey().getAlgorithm().equals(keyType);
        }
    }

    private ServerKeys(List<TlsIdentity> identities) {
        List<Shown> shown = new ArrayList<>();
        for (TlsIdentity identity : identities) {
            X509Certificate[] chain = identity.chain().toArray(X509Certificate[]::new);
            shown.add(new Shown(identity, chain, HostNames.in(chain[0])));
        }
        all = List.copyOf(shown);
    }

    /// {@return the keys of these identities; nothing if there is none}
    public static Optional<ServerKeys> of(List<TlsIdentity> identities) {
        return identities.isEmpty() ? Optional.empty() : Optional.of(new ServerKeys(identities));
    }

    /// {@return the keys in these PEM files, each certificate with the key of the same place;
    /// nothing if there are no files}
    ///
    /// @throws IOException naming the file, if one cannot be used or a key is another's
    public static Optional<ServerKeys> load(List<Path> certificates, List<Path> keys)
            throws IOException {
        List<TlsIdentity> identities = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            identities.add(TlsIdentity.load(certificates.get(i), keys.get(i)));
        }
        return of(identities);
    }

    /// {@return a context of the JDK's TLS for servers that anybody may connect to; it keeps
    /// sessions for resumption}
    public SSLContext context() {
        return SslContexts.of(this, null);
    }

    /// {@return what clients know these keys by who believe nobody else}
    public KeyPins pins() {
        return KeyPins.parse(
                all.stream()
                        .map(shown -> KeyPins.of(shown.chain()[0]))
                        .collect(Collectors.joining(",")));
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(keyType, engine == null ? null : engine.getHandshakeSession());
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession session) {
        Optional<String> asked = Optional.empty();
        if (session instanceof ExtendedSSLSession extended) {
            if (keyType.equals("EC") && !canVerifyCurves(extended)) {
                return null;
            }
            asked = ServerNames.asked(extended);
        }
        List<Integer> suitable = naming(asked);
        return suitable.stream()
                .filter(place -> all.get(place).isOf(keyType))
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    /// A client that names no algorithm leaves the choice to the server. What suites it has, which
    /// in TLS 1.2 might say otherwise, BoringSSL does not tell.
    private static boolean canVerifyCurves(ExtendedSSLSession session) {
        String[] algorithms = session.getPeerSupportedSignatureAlgorithms();
        return algorithms.length == 0
                || Arrays.stream(algorithms)
                        .anyMatch(name -> name.toUpperCase(Locale.ROOT).endsWith("WITHECDSA"));
    }

    private List<Integer> naming(Optional<String> host) {
        List<Integer> asked = host.map(this::places).orElse(List.of());
        if (!asked.isEmpty()) {
            return asked;
        }
        Optional<String> first = all.getFirst().names().first();
        return first.map(this::places).orElse(List.of(0));
    }

    private List<Integer> places(String host) {
        return IntStream.range(0, all.size())
                .filter(place -> all.get(place).names().cover(host))
                .boxed()
                .toList();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return all.get(Integer.parseInt(alias)).chain().clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return all.get(Integer.parseInt(alias)).identity().key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return IntStream.range(0, all.size())
                .filter(place -> all.get(place).isOf(keyType))
                .mapToObj(String::valueOf)
                .toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // a server's keys
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
