package org.tohost.ldap;

import java.util.function.Supplier;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;

/// Tests passwords, in one of the ways of [CheckMode]. For users who do not exist it does the same
/// work as for a wrong password.
sealed interface PasswordTest permits SearchThenBind, DirectBind, PasswordCompare {
    /// {@return what the directory makes of the login's password, which is not empty}. `known` is
    /// what a look-up of the login's name finds, for a test that needs it.
    Verdict test(Login login, Supplier<Finding> known);
}
