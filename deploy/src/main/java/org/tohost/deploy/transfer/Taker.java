package org.tohost.deploy.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/// Who takes a stream of mail: a node.
public interface Taker {
    /// Gives it a stream, and waits until all that is in it is safe.
    ///
    /// @param stream opened once, perhaps not to its end
    /// @throws IOException in words for operators, if it is not taken
    Taken take(Supplier<InputStream> stream) throws IOException, InterruptedException;

    /// What became of it.
    ///
    /// @param count how many messages were taken
    /// @param upTo the UID up to which all is taken, 0 if UIDs do not count
    /// @param kept whether UIDVALIDITY and UIDs are the same as before
    /// @param flagged how many messages that were there have other flags now
    record Taken(long count, long upTo, boolean kept, long flagged) {}
}
