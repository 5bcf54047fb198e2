package org.tohost.backend.store;

/// Which octets a message has: a body of the log, behind header lines of its own.
///
/// @param id the number of the body, unique in the log, the same wherever the body is moved
/// @param prefix header lines that stand before the body, an octet a character; empty if none
public record BodyRef(long id, String prefix) {}
