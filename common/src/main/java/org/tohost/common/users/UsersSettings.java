package org.tohost.common.users;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// What the user database keeps of its modules' answers, and how addresses are read.
@Group(
        value = "User database",
        doc =
                "Answers are kept for a while. A login is never refused, and a recipient never taken or"
                        + " refused, by a kept answer alone.")
public record UsersSettings(
        @Setting(
                        name = "g_authent_cache_ttl",
                        def = "60s",
                        doc =
                                "How long a user's entry is used without a new look-up. Changes that the"
                                        + " database tells of end it earlier.")
                Duration ttl,
        @Setting(
                        name = "g_authent_cache_negative_ttl",
                        def = "10s",
                        doc = "How long it is believed that there is no such user.")
                Duration negativeTtl,
        @Setting(
                        name = "g_authent_cache_size",
                        def = "100000",
                        doc =
                                "How many answers are kept. Names that nobody has take a quarter of"
                                        + " this at most.")
                int size,
        @Setting(
                        name = "g_authent_stale",
                        def = "1h",
                        doc =
                                "How old an entry may be that still says where a user's mailbox is while"
                                        + " the database does not answer.")
                Duration stale,
        @Setting(
                        name = "g_authent_password_cache",
                        def = "0s",
                        doc =
                                "How long a password that was right is right without asking again; kept as"
                                        + " a salted hash in memory. `\"0s\"` always asks.")
                Duration passwordTtl,
        @Setting(
                        name = "g_authent_stale_passwords",
                        def = "false",
                        doc =
                                "Whether a password that was right within `g_authent_stale` lets its user"
                                        + " in while the database does not answer.")
                boolean stalePasswords,
        @Setting(
                        name = "g_subaddress_separator",
                        def = "+",
                        doc =
                                "What stands between the user and the tag in `user+tag@example.net`; empty"
                                        + " if there are no such addresses.")
                String separator) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax if nothing may be kept at all, or no address can hold the separator
    public UsersSettings {
        if (size < 1) {
            throw new Failure.Syntax("g_authent_cache_size must be 1 or more");
        }
        if (separator.indexOf('@') >= 0 || !separator.equals(separator.strip())) {
            throw new Failure.Syntax("g_subaddress_separator must not have an @ or space in it");
        }
    }
}
