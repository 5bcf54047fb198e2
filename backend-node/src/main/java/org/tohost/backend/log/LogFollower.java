package org.tohost.backend.log;

import java.util.Optional;

/// Who makes something out of a log. Called by the thread that opens the log, and at the end by the
/// one that closes it; in between it hears of groups as their [CommitListener].
public interface LogFollower extends AutoCloseable {
    /// The log is locked, and about to be read.
    ///
    /// @return the last group that is known from before; empty if all are to be read
    Optional<LogPosition> begin();

    /// The group that was named is not in this log. Whatever is known belongs to another log or
    /// another day and is to be forgotten; all groups follow.
    void forget(String why);

    /// The next group.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    void follow(LogGroup group);

    /// That was the last group for now.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if groups that would be needed were freed
    default void caughtUp() {}

    /// The log takes no more groups, and nobody else can have the folder yet.
    @Override
    void close();
}
