package org.tohost.common.authent;

/// The outcome of a password check.
public sealed interface AuthResult {
    /// The password is right and the account may be used.
    record Accepted(Account account) implements AuthResult {}

    /// The user exists and may not log in.
    record Rejected(Reason reason) implements AuthResult {}

    /// There is no such user. To clients this is the same as a wrong password, in words and time.
    record NoSuchUser() implements AuthResult {}

    /// The database gave no usable answer: the detail is for operators. Always temporary.
    record Unavailable(String detail) implements AuthResult {}

    /// {@return what the right password for this account opens: its status decides}
    static AuthResult passwordIsRight(Account account) {
        return switch (account.status()) {
            case OK -> new Accepted(account);
            case CLOSED -> new Rejected(Reason.CLOSED);
        };
    }

    /// Why a user may not log in.
    enum Reason {
        WRONG_PASSWORD,
        /// Right password, but the account is closed.
        CLOSED,
        /// Right password, but not for this service or not from this address (`g_access_group`).
        NOT_ALLOWED
    }
}
