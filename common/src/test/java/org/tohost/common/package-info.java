/// The rules of this module as a whole.
@NullMarked
package org.tohost.common;

import org.jspecify.annotations.NullMarked;
