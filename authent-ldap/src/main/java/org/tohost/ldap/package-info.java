/// The LDAP user database. The only package that sees com.unboundid.
@NullMarked
package org.tohost.ldap;

import org.jspecify.annotations.NullMarked;
