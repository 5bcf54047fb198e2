package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes the state of a user to parts. One thread.
final class Checkpoint {
    private static final int PART = 128;

    private final UserView view;
    private final StoreIndex index;
    private final Consumer<Kept> parts;

    /// @param parts is given all parts but the first, in order
    Checkpoint(UserView view, StoreIndex index, Consumer<Kept> parts) {
        this.view = view;
        this.index = index;
        this.parts = parts;
    }

    /// {@return the first part}
    static Kept.Begun begin(UserView view) {
        return new Kept.Begun(
                view.owned(),
                view.lastMailboxId(),
                view.lastUidValidity(),
                view.subscriptions(),
                view.imports());
    }

    void run() {
        for (MailboxView mailbox : view.mailboxes().values()) {
            mailbox(mailbox, Optional.empty());
        }
        for (DeletedMailbox deleted : view.deleted().values()) {
            mailbox(deleted.mailbox(), Optional.of(deleted.at()));
        }
        deliveries();
        parts.accept(new Kept.Ended());
    }

    private void mailbox(MailboxView mailbox, Optional<Instant> deletedAt) {
        parts.accept(new Kept.Mailbox(mailbox.withoutMessages(), deletedAt));
        messages(mailbox.id(), false, mailbox.messages());
        messages(mailbox.id(), true, mailbox.gone().messages());
    }

    private void messages(long mailbox, boolean gone, MessageList messages) {
        for (Chunk chunk : messages.chunks()) {
            parts.accept(new Kept.Messages(mailbox, gone, List.of(chunk.messages().all())));
        }
    }

    /// Those that left memory are in the index, until they are too long ago to be remembered.
    private void deliveries() {
        Map<Long, Kept.Delivery> inMemory = view.deliveries().inMemory();
        long count = view.deliveries().count();
        List<Kept.Delivery> part = new ArrayList<>();
        for (long n = Math.max(1, count - DeliveryIds.REMEMBERED + 1); n <= count; n++) {
            Optional.ofNullable(inMemory.get(n)).or(indexed(n)).ifPresent(part::add);
            if (part.size() == PART || (n == count && !part.isEmpty())) {
                parts.accept(new Kept.Deliveries(List.copyOf(part)));
                part.clear();
            }
        }
    }

    private Supplier<Optional<Kept.Delivery>> indexed(long number) {
        return () ->
                index.deliveryId(view.user(), number)
                        .flatMap(id ->
                                index.delivery(view.user(), id)
                                        .filter(d -> d.number() == number)
                                        .map(d -> new Kept.Delivery(id, d)));
    }
}
