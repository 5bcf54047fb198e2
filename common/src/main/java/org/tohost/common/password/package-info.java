/// Stored passwords: reads the schemes that are in use in directories and files, and makes new
/// ones. A stored value that nobody can read is an operator's error and never a wrong password.
/// Comparisons take the same time whatever is compared. Pure, apart from the time it takes. Any
/// thread; expensive schemes are limited in number, the rest waits.
@NullMarked
package org.tohost.common.password;

import org.jspecify.annotations.NullMarked;
