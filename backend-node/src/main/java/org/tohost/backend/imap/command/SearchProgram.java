package org.tohost.backend.imap.command;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What is searched for.
///
/// @param charset what the client named, in upper case; with one that is unknown the texts in `key`
///   are not to be relied upon
public record SearchProgram(Optional<String> charset, SearchKey key) {
    /// {@return true if the texts could be read}
    public boolean readable() {
        return charset.isEmpty() || known(charset.get()).isPresent();
    }

    /// {@return the charset of this name; that of US-ASCII is UTF-8, which it is a part of}
    static Optional<Charset> known(String name) {
        try {
            if (name.toUpperCase(Locale.ROOT).equals("US-ASCII")) {
                return Optional.of(StandardCharsets.UTF_8);
            }
            return Charset.isSupported(name)
                    ? Optional.of(Charset.forName(name))
                    : Optional.empty();
        } catch (IllegalCharsetNameException e) {
            return Optional.empty();
        }
    }
}
