package org.tohost.backend.store;

/// The answer to a change of flags.
///
/// @param modSeq of the mailbox afterwards, and of the messages that changed
/// @param changed messages whose flags are now different
/// @param modified messages that were left as they are because others had changed them
public record FlagsStored(long modSeq, Uids changed, Uids modified) {}
