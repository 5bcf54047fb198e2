package org.tohost.backend.store;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import org.tohost.common.domain.UserId;

/// All of a user's mail at one moment. Immutable. INBOX exists in every view, also of a user who
/// never had mail.
///
/// @param version the number of the user's last change, 0 before the first
/// @param mailboxes by name
/// @param subscriptions names, of mailboxes that exist or not (RFC 9051 6.3.7)
/// @param owned the durable mark that this node owned the user when it last knew
/// @param lastMailboxId the highest mailbox id ever given
/// @param lastUidValidity the highest UIDVALIDITY ever given
/// @param deliveries what was lately delivered, to know a repeated hand-over
public record UserView(
        UserId user,
        long version,
        NavigableMap<String, MailboxView> mailboxes,
        NavigableSet<String> subscriptions,
        boolean owned,
        long lastMailboxId,
        long lastUidValidity,
        DeliveryIds deliveries) {
    /// {@return the mailbox of this name; INBOX in any case}
    public Optional<MailboxView> mailbox(String name) {
        return Optional.ofNullable(mailboxes.get(MailboxName.canonical(name)));
    }

    /// {@return the mailbox with this id, whatever it is called now}
    public Optional<MailboxView> mailbox(long id) {
        return mailboxes.values().stream().filter(m -> m.id() == id).findFirst();
    }

    /// {@return INBOX}
    public MailboxView inbox() {
        return mailbox(MailboxName.INBOX).orElseThrow();
    }
}
