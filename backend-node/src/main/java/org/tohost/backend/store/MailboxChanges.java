package org.tohost.backend.store;

import java.util.List;

/// What happened to a mailbox between two views of it, each list by rising UID.
///
/// @param expunged messages that were there and are gone, as they last were
/// @param changed messages whose flags changed, as they are now
/// @param added new messages
public record MailboxChanges(List<Message> expunged, List<Message> changed, List<Message> added) {
    /// Nothing.
    public static final MailboxChanges NONE = new MailboxChanges(List.of(), List.of(), List.of());

    /// {@return true if nothing happened}
    public boolean isEmpty() {
        return expunged.isEmpty() && changed.isEmpty() && added.isEmpty();
    }
}
