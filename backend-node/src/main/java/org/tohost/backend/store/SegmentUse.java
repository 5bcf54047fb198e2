package org.tohost.backend.store;

import java.time.Instant;
import java.util.Optional;

/// What a segment is good for.
///
/// @param size octets of its file
/// @param live octets of bodies in it that somebody has
/// @param deadSince since when it is known to hold something dead; empty if it is not
record SegmentUse(long number, long size, long live, Optional<Instant> deadSince) {}
