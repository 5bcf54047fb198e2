package org.tohost.deploy.bench;

import java.io.Closeable;
import java.io.IOException;

/// What each connection of the load does. Any thread.
public interface Work {
    /// {@return a round of operations for a worker that begins now}
    Round begin() throws IOException;

    /// {@return what an operation is called}
    String name();

    /// Operations one after the other, until one fails. One thread.
    interface Round extends Closeable {
        /// Does one operation; its time is measured from outside.
        ///
        /// @return how many octets of content were moved
        /// @throws IOException if anything was not as it must be
        long once() throws IOException;

        /// Ends in good order, after the last operation.
        void finish() throws IOException;
    }
}
