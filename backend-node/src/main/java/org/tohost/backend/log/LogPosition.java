package org.tohost.backend.log;

import java.util.UUID;

/// How far a log was read: up to and with this group.
///
/// @param log the id of the log
/// @param segment the number of the segment that the group lies in
/// @param offset of the group's first octet in it
/// @param sequence the number of the group, 0 before the first
/// @param checksum of the group: no other group of any log has all of these
public record LogPosition(UUID log, long segment, long offset, long sequence, int checksum) {
    /// {@return before the first group of a log}
    static LogPosition before(UUID log) {
        return new LogPosition(log, 0, 0, 0, 0);
    }
}
