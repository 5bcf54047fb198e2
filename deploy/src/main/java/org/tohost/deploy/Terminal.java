package org.tohost.deploy;

import java.io.Console;
import java.util.Optional;

/// Where somebody sits who can be asked.
final class Terminal {
    private Terminal() {}

    /// {@return the terminal, nothing if input or output go elsewhere}
    static Optional<Console> ask() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
