/// The user database as nodes see it, over the modules that hold the users: caches, changes,
/// sub-addresses, access rules. Calls block; callers run them on virtual threads.
@NullMarked
package org.tohost.common.users;

import org.jspecify.annotations.NullMarked;
