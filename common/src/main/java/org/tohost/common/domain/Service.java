package org.tohost.common.domain;

import java.util.Locale;

/// The services that sessions are opened for.
public enum Service {
    IMAP,
    POP3,
    /// Mail from other servers, without login.
    SMTP,
    /// Mail from users (RFC 6409).
    SUBMISSION,
    /// Mail between nodes (RFC 2033).
    LMTP,
    /// Sieve scripts (RFC 5804).
    SIEVE;

    /// {@return the name in lower case, as in settings, logs and metrics}
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
