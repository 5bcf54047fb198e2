package org.tohost.backend.mime;

import java.util.Optional;

/// The message that a conversation begins with, as far as one of its messages tells (RFC 5322
/// 3.6.4): the first that it refers to, or itself.
public final class ThreadRoot {
    private ThreadRoot() {}

    /// {@return the Message-ID of the first message, with its angle brackets; empty if the header
    /// has none at all}
    public static Optional<String> of(HeaderBlock header) {
        return firstId(header, "References")
                .or(() -> firstId(header, "In-Reply-To"))
                .or(() -> firstId(header, "Message-ID"));
    }

    private static Optional<String> firstId(HeaderBlock header, String field) {
        return header.first(field).map(HeaderField::value).flatMap(ThreadRoot::firstId);
    }

    /// What stands in front is a phrase (RFC 5322 4.5.4), or an address in one.
    private static Optional<String> firstId(String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open >= 0 && close > open + 1
                ? Optional.of(value.substring(open, close + 1))
                : Optional.empty();
    }
}
