package org.tohost.common.sasl;

import java.util.Arrays;
import java.util.Optional;

/// The mechanisms that servers have here.
public enum Mechanism {
    /// RFC 4616.
    PLAIN("PLAIN"),
    /// No RFC, and many clients.
    LOGIN("LOGIN");

    private final String label;

    Mechanism(String label) {
        this.label = label;
    }

    /// {@return the name as it is announced}
    public String label() {
        return label;
    }

    /// {@return the mechanism of this name, in whichever case}
    public static Optional<Mechanism> find(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.label.equalsIgnoreCase(name))
                .findFirst();
    }
}
