package org.tohost.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import java.util.Optional;

/// Where and how one user is searched for.
///
/// `name` is what operators read; `made` is what `base` was made of, if that differs from user to
/// user: then a base that does not exist, or that the directory takes for no DN, may mean that
/// there is no such user. Nothing there: the base must exist.
record EntryQuery(String name, DN base, Scope scope, Filter filter, Optional<DnTemplate> made) {}
