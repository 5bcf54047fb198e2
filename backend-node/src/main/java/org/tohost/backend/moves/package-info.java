/// What a back-end does when the user database changes: it gives up users whom it owns no more.
///
/// Invariants: nothing is given up before a look-up past every cache has said so; a database that
/// does not answer, and an entry with an operator's error, change nothing. Virtual threads, a
/// bounded number at work.
@NullMarked
package org.tohost.backend.moves;

import org.jspecify.annotations.NullMarked;
