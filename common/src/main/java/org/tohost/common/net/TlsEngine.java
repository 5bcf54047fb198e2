package org.tohost.common.net;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/// Which code does TLS.
public enum TlsEngine {
    /// BoringSSL by JNI: the faster one, where there is a build of it for the platform.
    OPENSSL(SslProvider.OPENSSL),
    /// The one of the JDK.
    JDK(SslProvider.JDK);

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    /// {@return the fastest engine that works here}
    public static TlsEngine best() {
        return OpenSsl.isAvailable() ? OPENSSL : JDK;
    }

    SslProvider provider() {
        return provider;
    }
}
