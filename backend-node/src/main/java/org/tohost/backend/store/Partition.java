package org.tohost.backend.store;

import java.util.regex.Pattern;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// What is changed by one writer at a time: a user's mail, or an entry of the queue.
sealed interface Partition {
    /// {@return the name in the log: a user's has an `@`, an entry's has none}
    String key();

    /// A user's mail.
    record OfUser(UserId user) implements Partition {
        @Override
        public String key() {
            return user.name();
        }
    }

    /// An entry of the queue.
    record OfQueue(String queueId) implements Partition {
        private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        /// Checks the shape.
        ///
        /// @throws Failure.Syntax if it is no queue id
        public OfQueue {
            if (!SHAPE.matcher(queueId).matches()) {
                throw new Failure.Syntax("a queue id has 1 to 64 letters, digits, - and _");
            }
        }

        @Override
        public String key() {
            return queueId;
        }
    }

    /// Reads a name from the log.
    ///
    /// @throws Failure.Syntax if it is none
    static Partition parse(String key) {
        return key.indexOf('@') >= 0 ? new OfUser(new UserId(key)) : new OfQueue(key);
    }
}
