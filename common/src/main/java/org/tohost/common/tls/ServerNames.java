package org.tohost.common.tls;

import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;

/// The server's name as clients ask for it (RFC 6066 3).
public final class ServerNames {
    private ServerNames() {}

    /// {@return the name that the client of this session has asked for; nothing if it asked for
    /// none, or for what is no host name, such as one with a dot at its end}
    public static Optional<String> asked(SSLSession session) {
        return session instanceof ExtendedSSLSession extended ? read(extended) : Optional.empty();
    }

    private static Optional<String> read(ExtendedSSLSession session) {
        try {
            return session.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // BoringSSL hands on what the JDK refuses
        }
    }
}
