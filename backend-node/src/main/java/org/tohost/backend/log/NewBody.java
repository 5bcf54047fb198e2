package org.tohost.backend.log;

import org.tohost.backend.spool.Content;

/// A body that is to be written.
///
/// @param id the number it gets, unique in the log
/// @param content its octets
public record NewBody(long id, Content content) {}
