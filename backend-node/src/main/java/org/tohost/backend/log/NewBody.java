package org.tohost.backend.log;

import org.tohost.backend.spool.Spooled;

/// A body that is to be written.
///
/// @param id the number it gets, unique in the log
/// @param spooled its octets
public record NewBody(long id, Spooled spooled) {}
