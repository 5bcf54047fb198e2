package org.tohost.common.events;

import java.time.Duration;
import org.tohost.common.domain.SessionId;

/// What became of one message for one recipient.
///
/// `from` is empty for the null reverse-path; `size` is in octets; `relay` is where it went:
/// `local` or the name of a host; `delay` counts from acceptance; `dsn` is the enhanced status code
/// (RFC 3463); `status` is `sent`, `deferred` or `failed`.
public record RecipientOutcome(
        String queueId,
        SessionId session,
        String messageId,
        String from,
        String to,
        long size,
        String relay,
        Duration delay,
        String dsn,
        String status) {}
