/// A directory for tests that goes wrong as it is told. A thread a connection.
@NullMarked
package org.tohost.ldap.faulty;

import org.jspecify.annotations.NullMarked;
