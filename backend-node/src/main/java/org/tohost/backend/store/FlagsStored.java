package org.tohost.backend.store;

/// The answer to a change of flags.
///
/// @param modSeq of the mailbox afterwards, and of the messages that changed
/// @param changed messages whose flags are now different
public record FlagsStored(long modSeq, Uids changed) {}
