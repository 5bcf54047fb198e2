package org.tohost.common.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.tohost.common.tls.KeyPins;
import org.tohost.common.tls.PemFiles;
import org.tohost.common.tls.PinnedTrust;
import org.tohost.common.tls.ServerKeys;
import org.tohost.common.tls.ServerNames;
import org.tohost.common.tls.TlsIdentity;

/// One side of TLS with its keys: made from PEM files, used for any number of connections, and
/// renewed when the files are. TLS 1.2 and 1.3. Any thread.
///
/// The files are read by [TlsIdentity]: Netty's own reader would load all of BouncyCastle, a second
/// of a node's start.
public final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /// A client does not resume sessions that are older.
    private static final Duration RESUMABLE = Duration.ofHours(1);

    /// A session is used once (RFC 8446 C.4) and brings the next one with it, so a client keeps
    /// about as many as it had connections at a time.
    private static final int MOST_SESSIONS = 4096;

    /// The JDK's engine keeps ten sessions for each name and port of a server and has no other use
    /// for the port: given so many in turn, it keeps so many times ten.
    private static final int SHELVES = 16;

    private final AtomicInteger turn = new AtomicInteger();
    private volatile SslContext context;

    /// Whether the certificate of the other side must have its name.
    private final boolean named;

    private Tls(SslContext context, boolean named) {
        this.context = context;
        this.named = named;
    }

    /// {@return the server's side, with its certificates}
    ///
    /// @throws IOException if the engine cannot use them
    public static Tls server(ServerKeys keys, TlsEngine engine) throws IOException {
        return server(keys, Optional.empty(), engine);
    }

    /// {@return the same; it asks for a certificate that comes from the authorities in the file
    /// `clients`, if there are such, and does without}
    ///
    /// @throws IOException if the engine cannot use the keys, or naming the file that cannot be
    ///   read or holds something else
    public static Tls server(ServerKeys keys, Optional<Path> clients, TlsEngine engine)
            throws IOException {
        KeyManagerFactory given = new KeyManagerFactoryWrapper(keys);
        SslContextBuilder builder =
                SslContextBuilder.forServer(
                                switch (engine) {
                                    // else it would read the keys anew for each handshake
                                    case OPENSSL -> new OpenSslCachingX509KeyManagerFactory(given);
                                    case JDK -> given;
                                })
                        .sslProvider(engine.provider())
                        .protocols(VERSIONS);
        ask(builder, clients);
        return new Tls(builder.build(), false);
    }

    private static void ask(SslContextBuilder builder, Optional<Path> clients) throws IOException {
        if (clients.isPresent()) {
            builder.trustManager(PemFiles.certificates(clients.get()))
                    .clientAuth(ClientAuth.OPTIONAL);
        }
    }

    /// {@return the client's side: it shows `certificate` and believes only servers whose
    /// certificate comes from `authorities` and names the host that was asked for}
    ///
    /// @throws IOException naming the file that cannot be read or holds something else
    public static Tls client(Path certificate, Path key, Path authorities, TlsEngine engine)
            throws IOException {
        TlsIdentity identity = TlsIdentity.load(certificate, key);
        return new Tls(
                SslContextBuilder.forClient()
                        .keyManager(identity.key(), identity.chain())
                        .trustManager(PemFiles.certificates(authorities))
                        .sslProvider(engine.provider())
                        .protocols(VERSIONS)
                        .sessionTimeout(RESUMABLE.toSeconds())
                        .sessionCacheSize(MOST_SESSIONS)
                        .build(),
                true);
    }

    /// {@return the side of a client that shows nothing and believes servers whose certificate
    /// comes from these authorities, or, if there are none, from those that the Java runtime knows,
    /// and names the host that was asked for}
    public static Tls believing(List<X509Certificate> authorities, TlsEngine engine) {
        SslContextBuilder builder = stranger(engine);
        if (!authorities.isEmpty()) {
            builder.trustManager(authorities);
        }
        return new Tls(built(builder), true);
    }

    /// {@return the side of a client that shows nothing and believes servers by their key alone}
    public static Tls pinning(KeyPins pins, TlsEngine engine) {
        return new Tls(built(stranger(engine).trustManager(new PinnedTrust(pins))), false);
    }

    private static SslContextBuilder stranger(TlsEngine engine) {
        return SslContextBuilder.forClient()
                .sslProvider(engine.provider())
                .protocols(VERSIONS)
                .sessionTimeout(RESUMABLE.toSeconds())
                .sessionCacheSize(MOST_SESSIONS);
    }

    private static SslContext built(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("a client without keys cannot be made", e);
        }
    }

    /// From now on connections begin with the keys and authorities of this other side; those that
    /// have begun keep theirs.
    public void renew(Tls other) {
        context = other.context;
    }

    SslContext context() {
        return context;
    }

    SslHandler accepting(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }

    /// For a connection to the server called `name`: its certificate must say so, wherever the
    /// address came from, unless its key is known.
    SslHandler connecting(ByteBufAllocator allocator, String name, int port) {
        SslHandler handler = connecting(context, allocator, name, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(named ? "HTTPS" : "");
        parameters.setServerNames(serverNames(name));
        engine.setSSLParameters(parameters);
        return handler;
    }

    private SslHandler connecting(
            SslContext now, ByteBufAllocator allocator, String name, int port) {
        int shelf = now instanceof JdkSslContext ? port * SHELVES + shelf() : port;
        return now.newHandler(allocator, name, shelf);
    }

    private int shelf() {
        return Math.floorMod(turn.getAndIncrement(), SHELVES);
    }

    /// An address is no name to ask for (RFC 6066 3), though the certificate must have it.
    private static List<SNIServerName> serverNames(String name) {
        try {
            return NetUtil.isValidIpV4Address(name) ? List.of() : List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of(); // a node name may hold '_', a server name may not (RFC 6066 3)
        }
    }

    /// {@return the name that the client of this engine has asked for (RFC 6066 3), empty if none}
    static String requestedName(SSLEngine engine) {
        return ServerNames.asked(engine.getSession()).orElse("");
    }
}
