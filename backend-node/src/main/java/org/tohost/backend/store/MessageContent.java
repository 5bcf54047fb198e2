package org.tohost.backend.store;

/// What a message is in whatever mailbox it stands: copies have it in common.
///
/// @param size octets of prefix and body
/// @param emailId RFC 8474 5.1: the same for the same octets
public record MessageContent(BodyRef body, long size, String emailId, ThreadId threadId) {}
