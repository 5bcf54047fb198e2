package org.tohost.backend.pop3;

import java.util.BitSet;
import java.util.Optional;
import org.tohost.backend.store.Body;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;

/// A user's INBOX as it was when the session began, and what of it is marked as deleted. Messages
/// are numbered from 1. One thread.
final class Maildrop {
    private final UserStore user;
    private final MailboxView inbox;
    private final BitSet deleted = new BitSet();

    Maildrop(UserStore user) {
        this.user = user;
        this.inbox = user.view().inbox();
    }

    /// {@return the highest number, of deleted messages too}
    int last() {
        return inbox.messages().size();
    }

    /// {@return the message with this number; nothing if there is none or it is deleted}
    Optional<Message> message(int number) {
        return number < 1 || number > last() || deleted.get(number)
                ? Optional.empty()
                : Optional.of(inbox.messages().get(number - 1));
    }

    /// {@return how many messages are not deleted}
    int count() {
        return last() - deleted.cardinality();
    }

    /// {@return the octets of all messages that are not deleted}
    long size() {
        long octets = 0;
        for (int number = 1; number <= last(); number++) {
            octets += message(number).map(Message::size).orElse(0L);
        }
        return octets;
    }

    /// {@return the name of the message that never changes and is never given again (RFC 1939 7)}
    String uniqueId(Message message) {
        return message.uidl().isEmpty()
                ? inbox.uidValidity() + "." + message.uid()
                : message.uidl();
    }

    Body body(Message message) {
        return user.body(message.body());
    }

    void delete(int number) {
        deleted.set(number);
    }

    void reset() {
        deleted.clear();
    }

    /// Removes what is marked, all at once.
    ///
    /// @throws org.tohost.common.failure.Failure if that is not possible; then nothing is removed
    void update() {
        if (!deleted.isEmpty()) {
            Uids uids = Uids.of(deleted.stream().mapToLong(n -> inbox.messages().get(n - 1).uid()));
            user.apply(Intent.Expunge.these(inbox.id(), uids));
        }
    }
}
