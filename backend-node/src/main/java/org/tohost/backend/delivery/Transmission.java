package org.tohost.backend.delivery;

/// How a message came in, for the `with` clause of its Received line (RFC 3848, RFC 6531 4.3).
public record Transmission(Protocol protocol, boolean utf8, boolean tls, boolean authenticated) {
    /// The language the sender spoke.
    public enum Protocol {
        /// Began with HELO.
        SMTP,
        /// Began with EHLO.
        ESMTP,
        /// Began with LHLO.
        LMTP
    }

    /// {@return the registered name, such as `ESMTPSA` or `UTF8LMTPA`}
    public String keyword() {
        if (protocol == Protocol.SMTP) {
            return "SMTP";
        }
        String core =
                utf8 ? "UTF8" + (protocol == Protocol.LMTP ? "LMTP" : "SMTP") : protocol.name();
        return core + (tls ? "S" : "") + (authenticated ? "A" : "");
    }
}
