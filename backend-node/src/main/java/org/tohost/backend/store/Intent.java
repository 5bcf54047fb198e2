package org.tohost.backend.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tohost.backend.spool.Spooled;

/// What a session wants done to a user's mail. An intent is planned against the newest state, so it
/// may be refused although the session's view allowed it.
///
/// @param <A> the answer
public sealed interface Intent<A> {
    /// The answer where there is nothing to say.
    enum Done {
        DONE
    }

    /// {@return the bodies that messages may be made of}
    default List<Spooled> bodies() {
        return List.of();
    }

    /// RFC 9051 6.3.4; superiors are created too, one trailing separator is ignored. Answers the id
    /// of the mailbox. Refused: ALREADY_EXISTS, LIMIT, NOT_PERMITTED (the name), IN_USE (another
    /// mailbox has the use).
    ///
    /// @param uses what it is for (RFC 6154 3)
    record CreateMailbox(String name, Set<SpecialUse> uses) implements Intent<Long> {
        /// A mailbox for nothing special.
        public CreateMailbox(String name) {
            this(name, Set.of());
        }

        /// Copies the set.
        public CreateMailbox {
            uses = Set.copyOf(uses);
        }
    }

    /// RFC 6154 4: these uses and no others. Refused: NONEXISTENT, IN_USE (another mailbox has the
    /// use).
    record SetSpecialUse(long mailbox, Set<SpecialUse> uses) implements Intent<Done> {
        /// Copies the set.
        public SetSpecialUse {
            uses = Set.copyOf(uses);
        }
    }

    /// RFC 4314 3.1, 3.2: these rights and no others; none takes the identifier off the list.
    /// Refused: NONEXISTENT, LIMIT, NOT_PERMITTED (the owner keeps all, or no such identifier).
    record SetRights(long mailbox, String identifier, Rights rights) implements Intent<Done> {}

    /// RFC 9051 6.3.5; inferiors stay. Refused: NONEXISTENT, NOT_PERMITTED (INBOX).
    record DeleteMailbox(String name) implements Intent<Done> {}

    /// RFC 9051 6.3.6; inferiors are renamed too. From INBOX the messages move and INBOX stays.
    /// Refused: NONEXISTENT, ALREADY_EXISTS, LIMIT, NOT_PERMITTED (the new name).
    record RenameMailbox(String from, String to) implements Intent<Done> {}

    /// RFC 9051 6.3.7; the mailbox need not exist.
    record Subscribe(String name) implements Intent<Done> {}

    /// RFC 9051 6.3.8.
    record Unsubscribe(String name) implements Intent<Done> {}

    /// RFC 9051 6.3.12. The body stays the caller's to close. Refused: NONEXISTENT, OVER_QUOTA.
    record Append(String mailbox, Spooled body, Flags flags, Instant internalDate)
            implements Intent<Appended> {
        @Override
        public List<Spooled> bodies() {
            return List.of(body);
        }
    }

    /// RFC 3502: all of these, or none. Answers in their order. Refused: NONEXISTENT, OVER_QUOTA.
    record AppendAll(List<Append> messages) implements Intent<List<Appended>> {
        /// Copies the list.
        public AppendAll {
            messages = List.copyOf(messages);
        }

        @Override
        public List<Spooled> bodies() {
            return messages.stream().map(Append::body).toList();
        }
    }

    /// RFC 9051 6.4.7; messages that are gone are passed over. Refused: NONEXISTENT (target or
    /// source), OVER_QUOTA.
    record Copy(long mailbox, Uids uids, String to) implements Intent<Copied> {}

    /// RFC 9051 6.4.8: copy and expunge as one change, whatever the quota.
    record Move(long mailbox, Uids uids, String to) implements Intent<Copied> {}

    /// RFC 9051 6.4.6; messages that are gone are passed over. Refused: NONEXISTENT.
    ///
    /// @param unchangedSince messages with a higher MODSEQ are left as they are (RFC 7162 3.1.3)
    record StoreFlags(long mailbox, Uids uids, FlagMode mode, Flags flags, long unchangedSince)
            implements Intent<FlagsStored> {
        /// Whatever their MODSEQ.
        public StoreFlags(long mailbox, Uids uids, FlagMode mode, Flags flags) {
            this(mailbox, uids, mode, flags, Long.MAX_VALUE);
        }
    }

    /// RFC 9051 6.4.3, 6.4.9. Answers the UIDs that went. Refused: NONEXISTENT.
    ///
    /// @param among only these, or all if empty
    /// @param onlyDeleted only those with \Deleted
    record Expunge(long mailbox, Optional<Uids> among, boolean onlyDeleted)
            implements Intent<Uids> {
        /// {@return the intent to remove all messages with \Deleted}
        public static Expunge allDeleted(long mailbox) {
            return new Expunge(mailbox, Optional.empty(), true);
        }

        /// {@return the intent to remove those of `uids` that have \Deleted}
        public static Expunge deletedAmong(long mailbox, Uids uids) {
            return new Expunge(mailbox, Optional.of(uids), true);
        }

        /// {@return the intent to remove these, whatever their flags}
        public static Expunge these(long mailbox, Uids uids) {
            return new Expunge(mailbox, Optional.of(uids), false);
        }
    }

    /// Gets a mailbox ready for the mail of a mailbox elsewhere; it is created if need be,
    /// superiors too. Answers its id. It gets the UIDVALIDITY of the other one if it never had a
    /// message, and if no mailbox of the user ever had that UIDVALIDITY. Refused: LIMIT,
    /// NOT_PERMITTED (the name).
    ///
    /// @param uidValidity that of the other mailbox, 0 if it has none
    record AdoptMailbox(String name, long uidValidity) implements Intent<Long> {}

    /// Takes messages over from elsewhere, all or none. What the mailbox has taken over from the
    /// same UIDVALIDITY before is passed over, so that nothing comes twice. A message keeps its UID
    /// where the mailbox has adopted the UIDVALIDITY and the UID is above all others; else it gets
    /// the next one. Answers the UIDs given. The bodies stay the caller's to close. Refused:
    /// NONEXISTENT, LIMIT, OVER_QUOTA.
    ///
    /// @param uidValidity that of the other mailbox, 0 if it has none
    /// @param messages by rising UID, if they have any
    /// @param upTo the UID elsewhere up to which all is taken over with these
    record Import(long mailbox, long uidValidity, List<ImportedMessage> messages, long upTo)
            implements Intent<Uids> {
        /// Copies the list.
        public Import {
            messages = List.copyOf(messages);
        }

        @Override
        public List<Spooled> bodies() {
            return messages.stream().map(ImportedMessage::body).toList();
        }
    }

    /// Brings messages back that went and are not forgotten, as new messages without \Deleted: into
    /// their mailbox, or, if that was deleted, into the one of its name, which is created if need
    /// be. Answers the UIDs given. Refused: NONEXISTENT, LIMIT.
    ///
    /// @param mailbox id of a mailbox that is there or was deleted
    /// @param uids which of its messages; those that did not go are passed over
    record Undelete(long mailbox, Uids uids) implements Intent<Uids> {}

    /// Forgets for good what went at `limit` or before.
    record Forget(Instant limit) implements Intent<Done> {}

    /// Sets or clears the durable mark that this node owns the user.
    record MarkOwned(boolean owned) implements Intent<Done> {}
}
