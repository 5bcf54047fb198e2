package org.tohost.ldap;

import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;

/// Tests passwords, in one of the ways of [CheckMode]. For users who do not exist it does the same
/// work as for a wrong password.
sealed interface PasswordTest permits SearchThenBind, DirectBind, PasswordCompare {
    /// {@return what the directory makes of the login's password, which is not empty}. `known` is
    /// what a look-up of the login's name found; a test that needs no entry is told `None`.
    Verdict test(Login login, Finding known);
}
