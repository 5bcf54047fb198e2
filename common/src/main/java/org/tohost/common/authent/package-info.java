/// The contract of the user databases, and who owns a user. Implementations may block; callers run
/// them on virtual threads.
@NullMarked
package org.tohost.common.authent;

import org.jspecify.annotations.NullMarked;
