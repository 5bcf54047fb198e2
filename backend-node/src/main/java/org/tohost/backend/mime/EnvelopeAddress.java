package org.tohost.backend.mime;

import java.util.Optional;

/// An address in an [Envelope], as octet strings (RFC 9051 7.5.2). A group begins with an entry
/// that has only a mailbox, its name, and ends with one that has nothing.
///
/// @param name the display name with its encoded words
/// @param route the source route of old, `@a,@b`
/// @param mailbox the local part, or the name of the group that begins
/// @param host the domain
public record EnvelopeAddress(
        Optional<String> name,
        Optional<String> route,
        Optional<String> mailbox,
        Optional<String> host) {
    /// {@return the entry that begins a group}
    public static EnvelopeAddress groupStart(String name) {
        return new EnvelopeAddress(
                Optional.empty(), Optional.empty(), Optional.of(name), Optional.empty());
    }

    /// {@return the entry that ends a group}
    public static EnvelopeAddress groupEnd() {
        return new EnvelopeAddress(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
