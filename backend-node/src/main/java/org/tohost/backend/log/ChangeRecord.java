package org.tohost.backend.log;

import java.time.Instant;

/// Changes of one user as one record, or a part of the user's state: opaque to the log.
///
/// @param user whose; the log only keeps the name. At most 65,535 octets of UTF-8
/// @param userSequence the number of this record among those of the user, from 1, without gaps; of
///   a part of a checkpoint, the number of the last change that is in the state
/// @param at when it was decided, to the millisecond
/// @param checkpoint whether it is a part of a checkpoint: of the state after all changes up to
///   `userSequence`, which then need not be kept
/// @param content owned by the record
public record ChangeRecord(
        String user, long userSequence, Instant at, boolean checkpoint, byte[] content) {
    /// {@return changes}
    public static ChangeRecord changes(String user, long userSequence, Instant at, byte[] content) {
        return new ChangeRecord(user, userSequence, at, false, content);
    }
}
