package org.tohost.backend.imap.order;

/// What of a subject is compared (RFC 5256 2.1): without `Re:`, `[list]`, `(fwd)` and the like.
///
/// @param text may be empty
/// @param isReply true if something said that the message answers or forwards another
public record BaseSubject(String text, boolean isReply) {
    /// {@return the base of a subject whose encoded words are decoded}
    public static BaseSubject of(String subject) {
        return new SubjectCutter(subject).cut();
    }
}
