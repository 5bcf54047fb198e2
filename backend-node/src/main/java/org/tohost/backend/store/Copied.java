package org.tohost.backend.store;

/// The answer to a copy or a move (RFC 9051 7.1, COPYUID): `source.get(i)` became `target.get(i)`.
/// Messages that were gone are missing in both.
///
/// @param uidValidity of the target
public record Copied(long uidValidity, Uids source, Uids target) {}
