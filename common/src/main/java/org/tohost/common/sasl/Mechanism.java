package org.tohost.common.sasl;

import java.util.Arrays;
import java.util.Optional;

/// The mechanisms that servers have here.
public enum Mechanism {
    /// RFC 4616.
    PLAIN("PLAIN", true),
    /// No RFC, and many clients.
    LOGIN("LOGIN", true),
    /// RFC 7677.
    SCRAM_SHA_256("SCRAM-SHA-256", false),
    /// The same, bound to the TLS connection by `tls-server-end-point` (RFC 5929 4).
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", false),
    /// By the certificate that the client has shown to TLS (RFC 4422 appendix A).
    EXTERNAL("EXTERNAL", false),
    /// By a token of OAuth 2.0 (RFC 7628).
    OAUTHBEARER("OAUTHBEARER", true),
    /// The same as Google had it before there was an RFC.
    XOAUTH2("XOAUTH2", true);

    private final String label;
    private final boolean sendsSecret;

    Mechanism(String label, boolean sendsSecret) {
        this.label = label;
        this.sendsSecret = sendsSecret;
    }

    /// {@return the name as it is announced}
    public String label() {
        return label;
    }

    /// {@return true if who listens to it learns something to log in with}
    public boolean sendsSecret() {
        return sendsSecret;
    }

    /// {@return true if the client sends the password itself}
    public boolean sendsPassword() {
        return this == PLAIN || this == LOGIN;
    }

    /// {@return true if the client sends a token}
    public boolean sendsToken() {
        return this == OAUTHBEARER || this == XOAUTH2;
    }

    /// {@return the mechanism of this name, in whichever case}
    public static Optional<Mechanism> find(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.label.equalsIgnoreCase(name))
                .findFirst();
    }
}
