package org.tohost.backend.store;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tohost.common.domain.UserId;

/// All of a user's mail at one moment. Immutable. INBOX exists in every view, also of a user who
/// never had mail.
///
/// @param version the number of the user's last change record, 0 before the first
/// @param mailboxes by name
/// @param subscriptions names, of mailboxes that exist or not (RFC 9051 6.3.7)
/// @param owned the durable mark that this node owned the user when it last knew
/// @param lastMailboxId the highest mailbox id ever given
/// @param lastUidValidity the highest UIDVALIDITY ever given
/// @param deliveries what was lately delivered, to know a repeated hand-over
/// @param imports what was taken over from elsewhere, by mailbox id, of mailboxes that are gone too
/// @param deleted mailboxes that were deleted and are not forgotten, by id
public record UserView(
        UserId user,
        long version,
        NavigableMap<String, MailboxView> mailboxes,
        NavigableSet<String> subscriptions,
        boolean owned,
        long lastMailboxId,
        long lastUidValidity,
        DeliveryIds deliveries,
        NavigableMap<Long, ImportMark> imports,
        NavigableMap<Long, DeletedMailbox> deleted) {
    private static final long INBOX_ID = 1;
    private static final long WEIGHT = 200;
    private static final long CHUNK_WEIGHT = 160;

    /// {@return a user who never had mail}
    static UserView fresh(UserId user, long uidValidity) {
        NavigableMap<String, MailboxView> inbox = new TreeMap<>();
        inbox.put(MailboxName.INBOX, MailboxView.empty(INBOX_ID, MailboxName.INBOX, uidValidity));
        return new UserView(
                user,
                0,
                Collections.unmodifiableNavigableMap(inbox),
                Collections.emptyNavigableSet(),
                false,
                INBOX_ID,
                uidValidity,
                DeliveryIds.NONE,
                Collections.emptyNavigableMap(),
                Collections.emptyNavigableMap());
    }

    /// {@return what the first part of a checkpoint says: no mailboxes yet}
    static UserView begun(UserId user, Kept.Begun part) {
        return new UserView(
                user,
                0,
                Collections.emptyNavigableMap(),
                part.subscriptions(),
                part.owned(),
                part.lastMailboxId(),
                part.lastUidValidity(),
                DeliveryIds.NONE,
                part.imports(),
                Collections.emptyNavigableMap());
    }

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

    /// {@return what all messages in all mailboxes amount to}
    public Usage usage() {
        Usage usage = Usage.NONE;
        for (MailboxView mailbox : mailboxes.values()) {
            usage = usage.plus(mailbox.messages().usage());
        }
        return usage;
    }

    /// {@return true if a hand-over of this name is in a mailbox, or lately was}
    public boolean delivered(String deliveryId) {
        return deliveries.find(deliveryId).isPresent();
    }

    UserView withVersion(long newVersion) {
        return new UserView(
                user,
                newVersion,
                mailboxes,
                subscriptions,
                owned,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                imports,
                deleted);
    }

    UserView with(NavigableMap<String, MailboxView> changed) {
        return with(changed, lastMailboxId, lastUidValidity);
    }

    UserView with(NavigableMap<String, MailboxView> changed, long mailboxId, long uidValidity) {
        return new UserView(
                user,
                version,
                changed,
                subscriptions,
                owned,
                mailboxId,
                uidValidity,
                deliveries,
                imports,
                deleted);
    }

    UserView with(NavigableSet<String> names) {
        return new UserView(
                user,
                version,
                mailboxes,
                names,
                owned,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                imports,
                deleted);
    }

    UserView with(boolean mark) {
        return new UserView(
                user,
                version,
                mailboxes,
                subscriptions,
                mark,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                imports,
                deleted);
    }

    /// {@return about how many octets of messages stay in memory because the index did not have
    /// them}
    long unindexed() {
        return all().mapToLong(m -> m.messages().unindexed() + m.gone().messages().unindexed())
                .sum();
    }

    /// {@return about how many octets this takes in memory, messages not counted}
    long weight() {
        long weight = WEIGHT + subscriptions.size() * WEIGHT;
        return weight + all().mapToLong(UserView::weight).sum();
    }

    private static long weight(MailboxView mailbox) {
        int chunks = mailbox.messages().chunkCount() + mailbox.gone().messages().chunkCount();
        return WEIGHT + chunks * CHUNK_WEIGHT;
    }

    /// {@return the messages of all mailboxes, those that are gone too}
    Stream<Message> allMessages() {
        return all().flatMap(
                        m -> Stream.concat(m.messages().stream(), m.gone().messages().stream()));
    }

    private Stream<MailboxView> all() {
        return Stream.concat(
                mailboxes.values().stream(),
                deleted.values().stream().map(DeletedMailbox::mailbox));
    }

    /// {@return this with each mailbox in another form, those that were deleted too}
    UserView withMailboxes(UnaryOperator<MailboxView> form) {
        NavigableMap<String, MailboxView> there = new TreeMap<>();
        mailboxes.forEach((name, mailbox) -> there.put(name, form.apply(mailbox)));
        NavigableMap<Long, DeletedMailbox> went = new TreeMap<>();
        deleted.forEach((id, each) ->
                went.put(id, new DeletedMailbox(form.apply(each.mailbox()), each.at())));
        return with(Collections.unmodifiableNavigableMap(there)).withDeleted(went);
    }

    /// {@return this with other numbers}
    UserView numbered(long uidValidity, NavigableMap<Long, ImportMark> marks) {
        return new UserView(
                user,
                version,
                mailboxes,
                subscriptions,
                owned,
                lastMailboxId,
                uidValidity,
                deliveries,
                Collections.unmodifiableNavigableMap(marks),
                deleted);
    }

    UserView withDeleted(DeletedMailbox mailbox) {
        NavigableMap<Long, DeletedMailbox> all = new TreeMap<>(deleted);
        all.put(mailbox.mailbox().id(), mailbox);
        return withDeleted(all);
    }

    UserView withoutDeleted(long mailbox) {
        NavigableMap<Long, DeletedMailbox> all = new TreeMap<>(deleted);
        all.remove(mailbox);
        return withDeleted(all);
    }

    private UserView withDeleted(NavigableMap<Long, DeletedMailbox> all) {
        return new UserView(
                user,
                version,
                mailboxes,
                subscriptions,
                owned,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                imports,
                Collections.unmodifiableNavigableMap(all));
    }

    UserView with(DeliveryIds ids) {
        return new UserView(
                user,
                version,
                mailboxes,
                subscriptions,
                owned,
                lastMailboxId,
                lastUidValidity,
                ids,
                imports,
                deleted);
    }

    UserView withImports(NavigableMap<Long, ImportMark> marks) {
        return new UserView(
                user,
                version,
                mailboxes,
                subscriptions,
                owned,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                marks,
                deleted);
    }
}
