package org.tohost.common.authent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;

/// A source of users that can be written to. Calls block; they are made by operators, not by mail.
///
/// The labels of a user's facts are those of the authent protocol (see [UserEntry]); each module
/// knows under which names they stand in its entries, and refuses those that it cannot keep.
///
/// Every call throws [org.tohost.common.failure.Failure.Unavailable] if the database does not
/// answer or may not be written to, and [org.tohost.common.failure.Failure.Syntax] if a value is
/// not fit for it.
public interface UserEditor {
    /// {@return the user's facts}
    Optional<UserEntry> read(UserId user);

    /// Adds the user, or changes the user who is there: sets the password if one is given, and
    /// these facts, an empty value taking a fact away. Facts that are not named stay as they are.
    /// All of it happens, or nothing.
    void write(UserId user, Optional<Secret> password, Map<String, String> facts);

    /// Deletes the user.
    ///
    /// {@return false if there was none}
    boolean delete(UserId user);

    /// Finds users by name: `*` and `?` are wild cards, a pattern without any is a part of the
    /// name.
    ///
    /// {@return from the `from`-th of them on (0 is the first) at most `max`, in the order of their
    /// names}
    Page search(String pattern, int from, int max);

    /// Some of the users that a search found, and how many it found in all.
    record Page(List<UserEntry> users, int total) {}
}
