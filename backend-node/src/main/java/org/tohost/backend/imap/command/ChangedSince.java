package org.tohost.backend.imap.command;

/// Only what changed after this is fetched (RFC 7162 3.1.4.1).
///
/// @param vanished true if the UIDs that went since then are wanted too (RFC 7162 3.2.6)
public record ChangedSince(long modSeq, boolean vanished) {}
