package org.tohost.backend.log;

import java.util.List;

/// A group as it is read from the log.
///
/// @param sequence its number in the log, from 1, without gaps
public record LogGroup(long sequence, List<ChangeRecord> changes, List<StoredBody> bodies) {}
