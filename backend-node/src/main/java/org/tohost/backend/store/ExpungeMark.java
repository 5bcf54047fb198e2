package org.tohost.backend.store;

import java.time.Instant;

/// When messages went from a mailbox.
///
/// @param modSeq all that went with this change of the mailbox, or before
/// @param at went at this time, or before
public record ExpungeMark(long modSeq, Instant at) {}
