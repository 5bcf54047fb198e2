package org.tohost.backend.imap.command;

import org.tohost.common.imap.SequenceSet;

/// The messages that a command is about: their sequence numbers, or their UIDs.
public record MessageSet(SequenceSet numbers, boolean byUid) {}
