package org.tohost.backend.log;

import java.util.List;

/// A group that is on the disk.
///
/// @param at where it lies; of a group without records, where the last before it lies
/// @param octets that it takes in the log, 0 if it has no records
/// @param bodies where its bodies lie, in the order of the group
public record Committed(LogPosition at, long octets, List<StoredBody> bodies) {}
