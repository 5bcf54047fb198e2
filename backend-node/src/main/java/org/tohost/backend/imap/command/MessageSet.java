package org.tohost.backend.imap.command;

import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.SequenceSet;

/// The messages that a command is about: their sequence numbers, or their UIDs.
///
/// @param numbers nothing for `$`, the messages that the last search saved (RFC 5182 2.1)
/// @param byUid true if the command is a UID command; its responses tell the UID
public record MessageSet(Optional<SequenceSet> numbers, boolean byUid) {
    /// These numbers or UIDs.
    public MessageSet(SequenceSet numbers, boolean byUid) {
        this(Optional.of(numbers), byUid);
    }

    /// {@return the set that is next}
    ///
    /// @throws Failure.Syntax if there is none
    static MessageSet read(ImapCursor in, boolean byUid) {
        return in.accept('$')
                ? new MessageSet(Optional.empty(), byUid)
                : new MessageSet(in.sequenceSet(), byUid);
    }
}
