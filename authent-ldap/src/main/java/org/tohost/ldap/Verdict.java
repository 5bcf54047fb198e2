package org.tohost.ldap;

import org.tohost.common.authent.Account;

/// What a test of a password brings.
sealed interface Verdict {
    /// The password is right.
    record Right(Account account) implements Verdict {}

    /// The directory says that it is not.
    record Wrong() implements Verdict {}

    /// There is no such user.
    record Nobody() implements Verdict {}

    /// No usable answer, or something is wrong with the entry. The detail is for operators.
    record Unclear(String detail) implements Verdict {}
}
