package org.tohost.common.failure;

/// Why something was refused. Each protocol maps these to its own words in one file.
public enum Refusal {
    /// Wrong password or no such user: never told apart.
    AUTHENTICATION,
    /// The account is suspended or closed.
    ACCOUNT,
    /// A login without TLS where it is not allowed.
    TLS_REQUIRED,
    /// No such recipient.
    UNKNOWN_RECIPIENT,
    /// The domain is not ours, and the sender may not relay.
    RELAY_DENIED,
    /// Not allowed for this session.
    NOT_PERMITTED,
    /// Too many, too much, too often.
    LIMIT,
    OVER_QUOTA,
    TOO_LARGE,
    /// No such mailbox or message.
    NONEXISTENT,
    ALREADY_EXISTS,
    /// Another session has it for itself.
    IN_USE,
    /// The user logged in too short a time ago.
    TOO_SOON,
    /// The message has gone round too often.
    LOOP
}
