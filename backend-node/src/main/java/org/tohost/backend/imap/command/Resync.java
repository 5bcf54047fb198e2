package org.tohost.backend.imap.command;

import java.util.Optional;
import org.tohost.common.imap.SequenceSet;

/// What a client knows of a mailbox that it selects again (RFC 7162 3.2.5).
///
/// @param modSeq it has heard of all changes up to this one
/// @param known the UIDs that it has, if it says
/// @param match numbers and UIDs that belonged together, if it says (RFC 7162 3.2.5.2)
public record Resync(
        long uidValidity, long modSeq, Optional<SequenceSet> known, Optional<Match> match) {
    /// Numbers, and as many UIDs.
    public record Match(SequenceSet numbers, SequenceSet uids) {}
}
