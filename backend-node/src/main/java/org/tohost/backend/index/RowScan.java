package org.tohost.backend.index;

import java.util.Optional;
import java.util.function.BiConsumer;

/// The rows as they were at one moment.
public interface RowScan {
    /// {@return the value of a row}
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it is damaged
    /// @throws org.tohost.common.failure.Failure.Unavailable if it cannot be read
    Optional<byte[]> get(byte[] key);

    /// Calls `row` with key and value of each row whose key begins with `prefix`, in order.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if they are damaged
    /// @throws org.tohost.common.failure.Failure.Unavailable if they cannot be read
    void scan(byte[] prefix, BiConsumer<byte[], byte[]> row);
}
