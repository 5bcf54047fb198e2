package org.tohost.common.tell;

import java.util.List;
import org.tohost.common.failure.Failure;

/// Something that a running node can be told.
public interface TellCommand {
    /// {@return its name: `clear_cache`}
    String name();

    /// {@return what stands behind the name: `[USER]`; empty for nothing}
    String arguments();

    /// {@return what it does, in a line}
    String help();

    /// Does it. May block.
    ///
    /// @throws Failure.Syntax if it does not understand its arguments
    /// @throws Failure.Unavailable if it cannot be done now
    Told run(List<String> arguments);
}
