package org.tohost.backend.log;

import java.util.List;

/// A group as it is read from the log.
///
/// @param octets that it takes in the log
public record LogGroup(
        LogPosition at, long octets, List<ChangeRecord> changes, List<StoredBody> bodies) {}
