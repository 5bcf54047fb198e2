package org.tohost.backend.store;

import org.tohost.backend.log.LogDamage;
import org.tohost.common.domain.UserId;

/// Hears what is wrong with a store that is read as it lies there. One thread.
public interface ImageFindings {
    /// A part of the log is not as it was written.
    void damage(LogDamage damage);

    /// Changes of a user are lost, from the first to the last of these numbers.
    void lost(UserId user, long first, long last);

    /// So many octets of all are read.
    void progress(long read, long all);
}
