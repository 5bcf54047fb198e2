package org.tohost.backend.store;

import java.util.Comparator;
import java.util.stream.Collectors;

/// State as text, for tests that compare it.
final class StoreDump {
    private StoreDump() {}

    static String of(UserView view) {
        StringBuilder out = new StringBuilder();
        out.append(view.user()).append(" version ").append(view.version());
        out.append(" owned ").append(view.owned());
        out.append(" last ").append(view.lastMailboxId()).append(' ');
        out.append(view.lastUidValidity()).append(' ').append(view.subscriptions()).append(' ');
        out.append(view.imports()).append('\n');
        view.mailboxes().forEach((name, mailbox) -> dump(name, mailbox, out));
        view.deleted()
                .forEach((id, deleted) -> dump(id + " at " + deleted.at(), deleted.mailbox(), out));
        return out.toString();
    }

    static String of(MailStore store) {
        return store.queue().entries().stream()
                .sorted(Comparator.comparing(QueueEntry::queueId))
                .map(QueueEntry::toString)
                .collect(Collectors.joining("\n"));
    }

    private static void dump(String name, MailboxView mailbox, StringBuilder out) {
        out.append(name).append(" = ").append(mailbox.name()).append(' ').append(mailbox.id());
        out.append(" validity ").append(mailbox.uidValidity());
        out.append(" next ").append(mailbox.uidNext());
        out.append(" modseq ").append(mailbox.highestModSeq());
        out.append(' ').append(mailbox.traits()).append('\n');
        mailbox.messages().stream().forEach(m -> out.append("  ").append(m).append('\n'));
        Gone gone = mailbox.gone();
        out.append(" floor ").append(gone.floor()).append(' ').append(gone.marks()).append('\n');
        gone.messages().stream().forEach(m -> out.append("  gone ").append(m).append('\n'));
    }
}
