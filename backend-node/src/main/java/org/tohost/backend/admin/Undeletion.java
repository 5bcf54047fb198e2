package org.tohost.backend.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.backend.store.DeletedMailbox;
import org.tohost.backend.store.Gone;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserView;

/// Which mail of a user is to be brought back: what went since a time, but nothing that the user
/// still has. What was moved, or was brought back before, is not gone: the same message is there
/// under another number. A deleted mailbox comes back whole, also where copies lie elsewhere. Pure.
final class Undeletion {
    private final UserView view;
    private final Instant since;
    private final Optional<String> only;
    private final Set<String> there;

    /// Messages that are to come back.
    ///
    /// @param name of the mailbox that they come back to
    /// @param mailbox id of the one they went from
    record Part(String name, long mailbox, Uids uids) {}

    /// @param only from the mailbox of this name alone
    Undeletion(UserView view, Instant since, Optional<String> only) {
        this.view = view;
        this.since = since;
        this.only = only;
        this.there = emailIds(view.mailboxes().values().stream());
    }

    private static Set<String> emailIds(Stream<MailboxView> mailboxes) {
        return mailboxes
                .flatMap(mailbox -> mailbox.messages().stream())
                .map(Message::emailId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// {@return what comes back, of each mailbox that there is or was}
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (MailboxView mailbox : view.mailboxes().values()) {
            if (isWanted(mailbox)) {
                parts.add(part(mailbox, went(mailbox.gone()), there));
            }
        }
        for (DeletedMailbox deleted : view.deleted().values()) {
            MailboxView mailbox = deleted.mailbox();
            if (isWanted(mailbox) && !deleted.at().isBefore(since)) {
                Set<String> thereNow = emailIds(view.mailbox(mailbox.name()).stream());
                Stream<Message> all =
                        Stream.concat(went(mailbox.gone()), mailbox.messages().stream());
                parts.add(part(mailbox, all, thereNow));
            }
        }
        return parts;
    }

    private boolean isWanted(MailboxView mailbox) {
        return only.isEmpty() || only.get().equals(mailbox.name());
    }

    private Stream<Message> went(Gone gone) {
        return gone.messages().stream().filter(m -> !gone.wentBefore(m, since));
    }

    private static Part part(MailboxView mailbox, Stream<Message> messages, Set<String> there) {
        Uids uids =
                Uids.of(
                        messages.filter(message -> there.add(message.emailId()))
                                .mapToLong(Message::uid));
        return new Part(mailbox.name(), mailbox.id(), uids);
    }
}
