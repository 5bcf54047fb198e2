/// The user database in an LDAP directory (RFC 4511): where users' entries are, how they look, and
/// how a password is tested against them.
///
/// Invariants: the only package with the LDAP library; what a client typed reaches a filter only as
/// an assertion value and never as filter text (RFC 4515), and a DN only as the value of an
/// attribute (RFC 4514); searches and binds have pools of their own, so that nothing is ever
/// searched with a user's rights, except that user's own entry by `direct`; only `success` without
/// an entry is "no such user" and only `invalidCredentials`, or `inappropriateAuthentication` of an
/// entry without password, is "wrong password", everything else is an outage; what is stored of a
/// password is not kept beyond the test; each call ends within the time limit. Calls block: virtual
/// threads, any number.
@NullMarked
package org.tohost.ldap;

import org.jspecify.annotations.NullMarked;
