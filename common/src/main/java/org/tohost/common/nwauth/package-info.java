/// Users in a file, a line each: the database of a single machine, and what `tohost user` edits.
///
/// Invariants: the file is replaced as a whole or not at all, whenever the power fails; what an
/// editor does not understand it keeps; a line that cannot be read costs its own user alone; what
/// was read last stays in force until something whole takes its place. Any thread; one thread of
/// its own looks after changes.
@NullMarked
package org.tohost.common.nwauth;

import org.jspecify.annotations.NullMarked;
