package org.tohost.backend.store;

import java.util.Locale;
import java.util.Optional;

/// The flags with a meaning of their own (RFC 9051 2.3.2). The bits are part of the log's format.
public enum SystemFlag {
    SEEN("\\Seen", 1),
    ANSWERED("\\Answered", 2),
    FLAGGED("\\Flagged", 4),
    DELETED("\\Deleted", 8),
    DRAFT("\\Draft", 16);

    private final String text;
    private final int bit;

    SystemFlag(String text, int bit) {
        this.text = text;
        this.bit = bit;
    }

    /// {@return the name as IMAP writes it}
    public String text() {
        return text;
    }

    /// {@return the flag of this name, case ignored}
    public static Optional<SystemFlag> named(String name) {
        for (SystemFlag flag : values()) {
            if (flag.text.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    int bit() {
        return bit;
    }
}
