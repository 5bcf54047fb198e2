package org.tohost.backend.log;

import java.time.Instant;

/// Changes of one user as one record: opaque to the log.
///
/// @param user whose changes; the log only keeps the name. At most 65,535 octets of UTF-8
/// @param userSequence the number of this record among those of the user, from 1, without gaps
/// @param at when it was decided, to the millisecond
/// @param content owned by the record
public record ChangeRecord(String user, long userSequence, Instant at, byte[] content) {}
