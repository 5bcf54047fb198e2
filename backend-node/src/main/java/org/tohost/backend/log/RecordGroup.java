package org.tohost.backend.log;

import java.util.List;

/// What is written as a whole or not at all. A group without records writes nothing: it waits its
/// turn behind what was appended before.
public record RecordGroup(List<ChangeRecord> changes, List<NewBody> bodies) {
    boolean isEmpty() {
        return changes.isEmpty() && bodies.isEmpty();
    }
}
