package org.tohost.backend.store;

import java.time.Instant;

/// A mailbox that was deleted and may be brought back, until it is forgotten.
///
/// @param mailbox as it last was
/// @param at when it was deleted
public record DeletedMailbox(MailboxView mailbox, Instant at) {}
