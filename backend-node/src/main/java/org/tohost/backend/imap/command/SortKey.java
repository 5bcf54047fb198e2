package org.tohost.backend.imap.command;

/// By what messages are sorted (RFC 5256 3).
///
/// @param reverse true if the largest comes first
public record SortKey(Criterion criterion, boolean reverse) {
    /// What of a message is compared.
    public enum Criterion {
        /// INTERNALDATE.
        ARRIVAL,
        CC,
        /// When it was sent, else INTERNALDATE.
        DATE,
        FROM,
        SIZE,
        /// The base subject.
        SUBJECT,
        TO
    }
}
