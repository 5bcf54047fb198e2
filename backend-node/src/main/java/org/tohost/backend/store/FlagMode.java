package org.tohost.backend.store;

/// How flags are stored (RFC 9051 6.4.6).
public enum FlagMode {
    REPLACE,
    ADD,
    REMOVE;

    /// {@return what a message with flags `old` has afterwards}
    public Flags apply(Flags old, Flags flags) {
        return switch (this) {
            case REPLACE -> flags;
            case ADD -> old.with(flags);
            case REMOVE -> old.without(flags);
        };
    }
}
