package org.tohost.backend.log;

import java.util.List;

/// A group that is on the disk.
///
/// @param sequence its number in the log; of a group without records, that of the last before it
/// @param bodies where its bodies lie, in the order of the group
public record Committed(long sequence, List<StoredBody> bodies) {}
