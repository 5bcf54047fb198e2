package org.tohost.backend.log;

import java.nio.file.Path;

/// A segment that can be written to.
///
/// @param path the file under its final name
record Segment(SegmentHeader header, Path path, DiskFile file) {
    /// {@return true if `length` octets have room from `position` on}
    boolean fits(long position, long length) {
        return length <= header.size() - position;
    }
}
