package org.tohost.deploy.bench;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// A service by its URL: `imaps://mail.example.net`, `smtp://10.0.0.1:587`.
public record Target(Scheme scheme, String host, int port) {
    /// Protocol, TLS and standard port. `smtp` is submission: there is a login.
    public enum Scheme {
        IMAP(143, false),
        IMAPS(993, true),
        POP3(110, false),
        POP3S(995, true),
        SMTP(587, false),
        SMTPS(465, true);

        private final int port;
        private final boolean tls;

        Scheme(int port, boolean tls) {
            this.port = port;
            this.tls = tls;
        }

        /// {@return true if TLS begins with the first octet}
        boolean isTls() {
            return tls;
        }

        /// {@return the name as in a URL}
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// {@return the service of this URL}
    ///
    /// @throws Failure.Syntax if it is none
    public static Target parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("not a URL: " + url);
        }
        Scheme scheme =
                Arrays.stream(Scheme.values())
                        .filter(known -> known.label().equalsIgnoreCase(uri.getScheme()))
                        .findFirst()
                        .orElseThrow(() ->
                                new Failure.Syntax(
                                        url
                                                + " does not begin with imap, imaps, pop3, pop3s, smtp or"
                                                + " smtps, and ://"));
        if (uri.getHost() == null || uri.getUserInfo() != null || !uri.getPath().isEmpty()) {
            throw new Failure.Syntax(url + " is not SCHEME://HOST or SCHEME://HOST:PORT");
        }
        return new Target(
                scheme,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? scheme.port : uri.getPort());
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme.label() + "://" + shown + ":" + port;
    }
}
