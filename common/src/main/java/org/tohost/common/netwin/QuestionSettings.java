package org.tohost.common.netwin;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How users are asked for by the authent protocol, of processes and by TCP alike.
@Group(
        value = "Authent modules",
        doc = "How users are asked for by the authent protocol: see docs/authent.md.")
public record QuestionSettings(
        @Setting(
                        name = "g_authent_number",
                        def = "2",
                        doc =
                                "How many processes, or connections, are used at the same time. Each"
                                        + " is asked one question at a time.")
                int number,
        @Setting(
                        name = "g_authent_timeout",
                        def = "10s",
                        doc =
                                "The longest time for one question, waiting for a free process"
                                        + " included. What takes longer counts as an outage, and"
                                        + " ends the process or connection.")
                Duration timeout,
        @Setting(
                        name = "g_authent_addip",
                        def = "false",
                        doc = "Whether `check` tells the client's IP address as its third word.")
                boolean addIp,
        @Setting(
                        name = "g_authent_allow_badascii",
                        def = "false",
                        doc =
                                "Whether names and passwords may hold octets from 127 on, such as"
                                        + " letters with accents. If not, a user with such a name"
                                        + " is unknown, and such a password wrong.")
                boolean allowBadAscii) {
    /// Checks the bounds.
    ///
    /// @throws Failure.Syntax naming the setting that is wrong
    public QuestionSettings {
        if (number < 1 || number > 1000) {
            throw new Failure.Syntax("g_authent_number goes from 1 to 1000");
        }
        if (!timeout.isPositive() || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new Failure.Syntax("g_authent_timeout goes up to 5 minutes");
        }
    }
}
