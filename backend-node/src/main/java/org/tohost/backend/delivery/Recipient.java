package org.tohost.backend.delivery;

import org.tohost.common.domain.MailAddress;

/// One accepted recipient: the address as it was given, where its mail goes, and the queue id that
/// a handing-over node names the delivery by (empty: nobody has handed it over).
public record Recipient(MailAddress address, Destination destination, String handOver) {}
