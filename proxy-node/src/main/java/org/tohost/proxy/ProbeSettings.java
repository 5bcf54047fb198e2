package org.tohost.proxy;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// How a proxy finds out which back-ends serve.
@Group(
        value = "Health of back-ends",
        doc = "How a proxy finds out which back-ends serve, and what they can do.")
public record ProbeSettings(
        @Setting(
                        name = "g_probe_interval",
                        def = "30s",
                        doc =
                                "How often each service of each back-end is asked whether it serves"
                                        + " and what it can do, on average; `0s` for never.")
                Duration interval,
        @Setting(
                        name = "g_probe_time",
                        def = "5s",
                        doc =
                                "How long a back-end may take to answer that, once it is connected"
                                        + " to.")
                Duration time,
        @Setting(
                        name = "g_probe_failures",
                        def = "3",
                        doc =
                                "After so many failures in a row that are its own fault, users of a"
                                        + " back-end are turned away at once, and mail goes to others;"
                                        + " one session is let in every `g_proxy_shun_time` to see"
                                        + " whether it serves again.")
                int failures) {
    /// Checks the numbers.
    ///
    /// @throws Failure.Syntax if one is out of range
    public ProbeSettings {
        if (interval.isNegative() || (interval.isPositive() && interval.toMillis() < 1000)) {
            throw new Failure.Syntax("g_probe_interval is 1s or more, or 0s for no probes");
        }
        if (!time.isPositive() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new Failure.Syntax("g_probe_time is above 0, up to 1 hour");
        }
        if (failures < 1) {
            throw new Failure.Syntax("g_probe_failures is 1 or more");
        }
    }
}
