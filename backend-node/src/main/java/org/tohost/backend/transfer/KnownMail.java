package org.tohost.backend.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;

/// How many messages of each EMAILID a mailbox has. It follows the mailbox from one request to the
/// next by what changed in between, so that not every request looks at all messages. One thread at
/// a time.
final class KnownMail {
    private Optional<MailboxView> seen = Optional.empty();
    private final Map<String, Integer> counts = new HashMap<>();

    /// Goes on to this mailbox, as it is now.
    void follow(MailboxView mailbox) {
        MailboxView before =
                seen.filter(m -> m.id() == mailbox.id()).orElseGet(() -> begin(mailbox));
        var changes = mailbox.changesSince(before);
        count(changes.added(), 1);
        count(changes.expunged(), -1);
        seen = Optional.of(mailbox);
    }

    /// {@return how many messages have this EMAILID}
    long count(String emailId) {
        return counts.getOrDefault(emailId, 0);
    }

    private MailboxView begin(MailboxView mailbox) {
        counts.clear();
        return MailboxView.empty(mailbox.id(), mailbox.name(), mailbox.uidValidity());
    }

    private void count(List<Message> messages, int more) {
        messages.forEach(message -> counts.merge(message.emailId(), more, Integer::sum));
    }
}
