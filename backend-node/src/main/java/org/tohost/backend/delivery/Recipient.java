package org.tohost.backend.delivery;

import org.tohost.common.domain.MailAddress;

/// One accepted recipient: the address as it was given, where its mail goes, and the delivery id
/// that a handing-over node gave with it (empty: this node makes one).
public record Recipient(MailAddress address, Destination destination, String deliveryId) {}
