/// The mail store: users, their mailboxes and messages, and the queue.
///
/// Every write goes one way: an [org.tohost.backend.store.Intent] is planned on the lane of its
/// user (pure: planned state and intent give changes and an answer), the changes become one record
/// group of the log, the group is committed, and only then the new state is visible, watchers are
/// called and the answer is given. Reads take an immutable view and wait for nobody. UIDs and
/// UIDVALIDITY that anyone saw are never given again. At start the log is replayed by the same fold
/// that serves live changes. Any thread; the calls that write block their caller until the disk has
/// it.
@NullMarked
package org.tohost.backend.store;

import org.jspecify.annotations.NullMarked;
