package org.tohost.deploy.transfer;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What lies in a tree of files.
///
/// @param subscriptions names that are subscribed to, of no mailbox here
public record Mailboxes(List<SourceMailbox> mailboxes, Set<String> subscriptions) {
    /// Copies them.
    public Mailboxes {
        mailboxes = List.copyOf(mailboxes);
        subscriptions = Set.copyOf(subscriptions);
    }

    /// {@return these mailboxes, and no subscriptions}
    static Mailboxes of(Collection<? extends SourceMailbox> mailboxes) {
        return new Mailboxes(List.copyOf(mailboxes), Set.of());
    }
}
