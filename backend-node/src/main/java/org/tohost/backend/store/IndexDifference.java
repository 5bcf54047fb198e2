package org.tohost.backend.store;

/// Something that the index has otherwise than the log says.
///
/// @param user whose mail it is in, empty if it is in the queue
/// @param mailbox its name, empty if it is in none
/// @param uid of the message, 0 if it is none
/// @param index what the index has, empty for nothing
/// @param log what the log says, empty for nothing
public record IndexDifference(String user, String mailbox, long uid, String index, String log) {}
