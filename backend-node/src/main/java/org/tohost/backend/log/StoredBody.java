package org.tohost.backend.log;

import java.nio.file.Path;

/// Where a body lies.
///
/// @param id the number of the body, unique in the log
/// @param segment the number of the segment
/// @param offset of its first octet in the segment
/// @param size in octets
public record StoredBody(long id, long segment, long offset, long size) {
    /// {@return the file that it lies in}
    ///
    /// @param folder of the log
    public Path file(Path folder) {
        return folder.resolve(SegmentFolder.name(segment));
    }
}
