/// A sorted map of octets on the disk, over RocksDB: what others derive from the log and could
/// derive again. It knows no mail.
///
/// RocksDB's own log is off: what was written since the last [org.tohost.backend.index.Rows#flush]
/// is gone after a crash, all of it or the later part of it, never only an earlier part. RocksDB
/// runs in native code, which holds the thread that calls it: no method here may be called by a
/// virtual thread.
@NullMarked
package org.tohost.backend.index;

import org.jspecify.annotations.NullMarked;
