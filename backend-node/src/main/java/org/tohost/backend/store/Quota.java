package org.tohost.backend.store;

/// How much mail a user may have. What is there already never has to go: a limit keeps more from
/// coming.
///
/// @param octets at most in all mailboxes
/// @param messages at most in all mailboxes
public record Quota(long octets, long messages) {
    /// As much as there is room for.
    public static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

    /// {@return true if a user who has `before` may have this too}
    public boolean admits(Usage before, Usage more) {
        Usage after = before.plus(more);
        return after.octets() <= octets && after.messages() <= messages;
    }
}
