package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import java.util.Optional;

/// Where and how one user is searched for.
///
/// `name` is what operators read; `above` the entry that must exist if `base`, made of the name,
/// does not, for that to mean that there is no such user. Nothing there: the base must exist.
record EntryQuery(String name, DN base, Scope scope, Filter filter, Optional<DN> above) {}
