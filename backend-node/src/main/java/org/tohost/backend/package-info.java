/// The mail store and its servers.
@NullMarked
package org.tohost.backend;

import org.jspecify.annotations.NullMarked;
