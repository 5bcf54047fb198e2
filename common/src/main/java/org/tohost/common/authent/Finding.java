package org.tohost.common.authent;

/// What a module finds under a key.
public sealed interface Finding {
    /// One user. `entry` is what the module itself calls the entry, such as a DN: with it the
    /// module finds the entry again, and says which one has changed.
    record Found(String entry, Account account) implements Finding {}

    /// Nobody, said by a database that answered.
    record None() implements Finding {}

    /// No usable answer: an outage, or an operator's error in the entry. The detail is for
    /// operators. Always temporary.
    record Unavailable(String detail) implements Finding {}
}
