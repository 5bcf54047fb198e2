package org.tohost.backend.log;

import java.nio.file.Path;

/// Where a body lies.
///
/// @param id the number of the body, unique in the log
/// @param file the segment
/// @param offset of its first octet in the segment
/// @param size in octets
public record StoredBody(long id, Path file, long offset, long size) {}
