package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.log.ChangeRecord;

/// The checkpoint that a user without whole state waits for, and the changes that come after its
/// beginning. Those before are in it. One thread.
final class AwaitedCheckpoint {
    private final List<ChangeRecord> held = new ArrayList<>();
    private long version; // of the one that has begun, 0 if none has

    /// {@return true if these parts begin a checkpoint, or go on with the one that has begun}
    boolean follows(long ofVersion, List<Change> parts) {
        if (!parts.isEmpty() && parts.getFirst() instanceof Kept.Begun) {
            version = ofVersion;
            held.clear();
            return true;
        }
        return version == ofVersion;
    }

    /// Changes that are to follow the checkpoint.
    void hold(ChangeRecord record) {
        if (version > 0) {
            held.add(record);
        }
    }

    List<ChangeRecord> held() {
        return held;
    }
}
