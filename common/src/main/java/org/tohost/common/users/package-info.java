/// The user database as nodes see it, over the modules that hold the users: what is kept of their
/// answers, changes, sub-addresses, access rules, several modules in a row.
///
/// Invariants: an outage is never an answer about a user. A kept answer is never older than its
/// time to live, and never older than the last change heard of that concerns it, but for routes
/// while the database does not answer. A login is never refused by what is kept alone. Memory is
/// bounded by `g_authent_cache_size` and by the number of callers.
///
/// Calls block; callers run them on virtual threads. No lock is held while a module works: `Routes`
/// alone has a lock around what is kept, and `RouteCache`, `RecentChanges` and `Flights` are plain
/// data behind it.
@NullMarked
package org.tohost.common.users;

import org.jspecify.annotations.NullMarked;
