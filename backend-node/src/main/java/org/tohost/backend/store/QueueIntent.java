package org.tohost.backend.store;

import java.util.Map;

/// What the queue's runner wants noted.
public sealed interface QueueIntent {
    /// {@return the entry it is about}
    String queueId();

    /// Recipients were tried.
    ///
    /// @param outcomes by place in [QueueEntry#recipients]
    record Tried(String queueId, Map<Integer, QueuedRecipient.Outcome> outcomes)
            implements QueueIntent {}

    /// Nothing is left to do: the entry goes.
    record Done(String queueId) implements QueueIntent {}
}
