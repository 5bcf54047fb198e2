/// What the tests of a back-end's protocols stand on: whole nodes in this JVM, with real stores in
/// temporary folders and real sockets on loopback.
@NullMarked
package org.tohost.backend.testing;

import org.jspecify.annotations.NullMarked;
