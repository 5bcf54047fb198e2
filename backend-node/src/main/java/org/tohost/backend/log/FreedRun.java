package org.tohost.backend.log;

/// Segments, one behind the other, that were freed.
///
/// @param first the number of the first
/// @param last the number of the last
/// @param next the sequence of the first group behind them
record FreedRun(long first, long last, long next) {}
