package org.tohost.backend.store;

import java.util.Optional;
import org.tohost.common.authent.Account;
import org.tohost.common.config.ByteSize;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How much mail users may have, and what is done with more.
@Group("Quota")
public record QuotaSettings(
        @Setting(
                        name = "g_quota_default",
                        doc =
                                "How many octets the mailboxes of a user may hold together if the user database gives no quota. A quota of 0 there means no limit. Without this setting there is none.")
                Optional<ByteSize> octets,
        @Setting(
                        name = "g_quota_messages",
                        def = "0",
                        doc =
                                "How many messages the mailboxes of a user may hold together; 0 for any number.")
                long messages,
        @Setting(
                        name = "g_quota_reject",
                        def = "temporary",
                        doc =
                                "How mail for a full mailbox is refused: `temporary` (452 4.2.2: the sender's server tries again for some days) or `permanent` (552 5.2.2: the sender is told at once).")
                Reject reject) {
    /// How mail for a full mailbox is refused.
    public enum Reject {
        TEMPORARY,
        PERMANENT
    }

    /// The defaults: no limit.
    public static final QuotaSettings DEFAULT =
            new QuotaSettings(Optional.empty(), 0, Reject.TEMPORARY);

    /// Checks the count.
    ///
    /// @throws Failure.Syntax if it is negative
    public QuotaSettings {
        if (messages < 0) {
            throw new Failure.Syntax("g_quota_messages must be 0 or more");
        }
    }

    /// {@return what this user may have: the own quota, or else the default}
    public Quota of(Account account) {
        long standard = octets.map(ByteSize::octets).orElse(Long.MAX_VALUE);
        long own = account.quota().orElse(standard);
        return new Quota(
                own == 0 ? Long.MAX_VALUE : own, messages == 0 ? Long.MAX_VALUE : messages);
    }
}
