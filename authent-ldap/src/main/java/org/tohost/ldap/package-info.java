/// The user database in an LDAP directory (RFC 4511): search for the user's entry, then bind as
/// that entry to test the password.
///
/// Invariants: the only package with the LDAP library; what a client typed reaches a filter only as
/// an assertion value and never as filter text (RFC 4515); searches and binds have pools of their
/// own, so that no search ever runs with a user's rights; only `success` without an entry is "no
/// such user" and only `invalidCredentials` is "wrong password", everything else is an outage; each
/// call ends within the time limit. Calls block: virtual threads, any number.
@NullMarked
package org.tohost.ldap;

import org.jspecify.annotations.NullMarked;
