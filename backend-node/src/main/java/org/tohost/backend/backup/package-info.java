/// Copies of a store that serves: a folder with the segments of the log, and a manifest that says
/// what belongs to it and up to which group it goes. A copy is a store: put in its place it starts,
/// with an index that is made anew. Any thread, one at a time for a folder.
@NullMarked
package org.tohost.backend.backup;

import org.jspecify.annotations.NullMarked;
