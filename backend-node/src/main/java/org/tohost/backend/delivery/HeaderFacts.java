package org.tohost.backend.delivery;

/// What a message's header says that delivery must know: how often it was received before, its
/// `Message-ID` (empty if there is none), and whether it has a `Date`.
public record HeaderFacts(int received, String messageId, boolean dated) {}
