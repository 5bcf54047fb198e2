package org.tohost.backend.delivery;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Quota;
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

    /// {@return those of the users who were this node's that still are, and what they may have; in
    /// an outage, those who were when it was last known, without a limit}
    Map<UserId, Quota> stillHere(List<Recipient> named) {
        Set<UserId> users = new LinkedHashSet<>();
        for (Recipient recipient : named) {
            if (recipient.destination() instanceof Destination.Local(UserId user, Quota _)) {
                users.add(user);
            }
        }
        Map<UserId, Quota> here = new HashMap<>();
        boolean outage = false;
        for (UserId user : users) {
            Destination now =
                    outage ? new Destination.Unavailable("no answer") : recipients.of(user);
            outage = now instanceof Destination.Unavailable;
            if (now instanceof Destination.Local(UserId _, Quota quota)) {
                here.put(user, quota);
            } else if (outage && store.user(user).view().owned()) {
                here.put(user, Quota.NONE);
            }
        }
        return here;
    }
}
