package org.tohost.backend.log;

import org.tohost.common.failure.Failure;

/// Hears what became of a group. Called by the committer's thread, in the order of the groups; must
/// not block and must not throw.
public interface CommitListener {
    /// The group is on the disk.
    void committed(Committed committed);

    /// The group is not in the log, and never will be.
    void failed(Failure.Unavailable failure);
}
