package org.tohost.backend.delivery;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tohost.backend.store.MailStore;
import org.tohost.common.domain.UserId;

/// Looks again, once a message is complete, which of its recipients have their mailbox here: they
/// were named before it was sent, and a client may send for long. Any thread; blocking.
final class SecondLook {
    private final RecipientCheck recipients;
    private final MailStore store;

    SecondLook(RecipientCheck recipients, MailStore store) {
        this.recipients = recipients;
        this.store = store;
    }

    /// {@return those of the users who were this node's that still are; in an outage, those who
    /// were when it was last known}
    Set<UserId> stillHere(List<Recipient> named) {
        Set<UserId> users = new LinkedHashSet<>();
        for (Recipient recipient : named) {
            if (recipient.destination() instanceof Destination.Local(UserId user)) {
                users.add(user);
            }
        }
        Set<UserId> here = new HashSet<>();
        boolean outage = false;
        for (UserId user : users) {
            Destination now =
                    outage ? new Destination.Unavailable("no answer") : recipients.of(user);
            outage = now instanceof Destination.Unavailable;
            if (now instanceof Destination.Local || (outage && store.user(user).view().owned())) {
                here.add(user);
            }
        }
        return here;
    }
}
