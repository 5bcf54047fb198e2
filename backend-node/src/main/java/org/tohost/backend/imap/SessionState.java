package org.tohost.backend.imap;

import org.tohost.backend.store.UserStore;

/// Where a session stands (RFC 9051 3).
sealed interface SessionState {
    /// Nobody has logged in.
    record NotAuthenticated() implements SessionState {}

    /// A user is known, no mailbox is selected.
    record Authenticated(UserStore mail) implements SessionState {}

    /// A mailbox is selected.
    record Selected(UserStore mail, SelectedMailbox mailbox) implements SessionState {}

    /// The last word is said.
    record LoggedOut() implements SessionState {}
}
