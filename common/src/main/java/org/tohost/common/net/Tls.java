package org.tohost.common.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// One side of TLS with its keys: made once from PEM files, used for any number of connections. TLS
/// 1.2 and 1.3. Immutable; any thread.
public final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /// {@return the server's side, with its certificate chain and key (PKCS #8)}
    ///
    /// @throws IOException if a file cannot be read or holds something else
    public static Tls server(Path certificate, Path key, TlsEngine engine) throws IOException {
        try {
            return new Tls(
                    SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                            .sslProvider(engine.provider())
                            .protocols(VERSIONS)
                            .build());
        } catch (IllegalArgumentException e) {
            throw unreadable(certificate, key, e);
        }
    }

    /// {@return the client's side: it shows `certificate` and believes only servers whose
    /// certificate comes from `authorities` and names the host that was asked for}
    ///
    /// @throws IOException if a file cannot be read or holds something else
    public static Tls client(Path certificate, Path key, Path authorities, TlsEngine engine)
            throws IOException {
        try {
            return new Tls(
                    SslContextBuilder.forClient()
                            .keyManager(certificate.toFile(), key.toFile())
                            .trustManager(authorities.toFile())
                            .sslProvider(engine.provider())
                            .protocols(VERSIONS)
                            .build());
        } catch (IllegalArgumentException e) {
            throw unreadable(certificate, key, e);
        }
    }

    SslHandler accepting(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }

    /// For a connection to the server called `name`: its certificate must say so, wherever the
    /// address came from.
    SslHandler connecting(ByteBufAllocator allocator, String name, int port) {
        SslHandler handler = context.newHandler(allocator, name, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(serverNames(name));
        engine.setSSLParameters(parameters);
        return handler;
    }

    private static List<SNIServerName> serverNames(String name) {
        try {
            return List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of(); // a node name may hold '_', a server name may not (RFC 6066 3)
        }
    }

    private static IOException unreadable(Path certificate, Path key, Exception cause) {
        return new SSLException("no certificate and key in " + certificate + ", " + key, cause);
    }
}
