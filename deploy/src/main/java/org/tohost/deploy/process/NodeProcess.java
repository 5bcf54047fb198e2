package org.tohost.deploy.process;

import org.tohost.common.run.Services;

/// What a node in one role is made of, judged and not yet made.
public sealed interface NodeProcess permits ProxyProcess, BackendProcess {
    /// {@return the parts of the node, none started. The user database is watched already: this is
    /// for right before the start}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that the settings name is
    ///   unusable
    Services services();
}
