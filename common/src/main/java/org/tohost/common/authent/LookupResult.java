package org.tohost.common.authent;

/// The outcome of a look-up.
public sealed interface LookupResult {
    /// There is such a user.
    record Found(Account account) implements LookupResult {}

    /// There is none, said by a database that answered.
    record NoSuchUser() implements LookupResult {}

    /// The database gave no usable answer: the detail is for operators. Always temporary.
    record Unavailable(String detail) implements LookupResult {}
}
