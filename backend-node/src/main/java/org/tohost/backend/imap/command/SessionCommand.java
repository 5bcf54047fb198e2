package org.tohost.backend.imap.command;

import java.util.List;

/// Commands about the session itself.
public sealed interface SessionCommand extends ImapCommand {
    /// CAPABILITY (RFC 9051 6.1.1).
    record Capability() implements SessionCommand {}

    /// NOOP (RFC 9051 6.1.2).
    record Noop() implements SessionCommand {}

    /// LOGOUT (RFC 9051 6.1.3).
    record Logout() implements SessionCommand {}

    /// ID (RFC 2971). What a client says of itself changes nothing, so it is checked and dropped.
    record Id() implements SessionCommand {}

    /// ENABLE (RFC 5161) with the names asked for, in upper case.
    record Enable(List<String> names) implements SessionCommand {
        /// Copies the list.
        public Enable {
            names = List.copyOf(names);
        }
    }

    /// IDLE (RFC 2177), up to the line DONE.
    record Idle() implements SessionCommand {}
}
