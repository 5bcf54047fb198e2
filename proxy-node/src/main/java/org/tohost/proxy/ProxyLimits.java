package org.tohost.proxy;

import java.time.Duration;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;
import org.tohost.proxy.dialogue.Terms;
import org.tohost.proxy.health.Circuit;
import org.tohost.proxy.route.BackendConnector;

/// How much, and how long, a proxy bears with clients and back-ends.
@Group(value = "Proxy limits", doc = "What a proxy bears with, from clients and from back-ends.")
public record ProxyLimits(
        @Setting(
                        name = "g_proxy_max_sessions",
                        def = "20000",
                        doc = "Most sessions at a time; further ones are turned away with a word.")
                int sessions,
        @Setting(
                        name = "g_proxy_login_time",
                        def = "60s",
                        doc = "How long a client may take until it has logged in.")
                Duration loginTime,
        @Setting(
                        name = "g_proxy_login_commands",
                        def = "200",
                        doc = "Most commands before the login.")
                int commands,
        @Setting(
                        name = "g_proxy_login_mistakes",
                        def = "10",
                        doc =
                                "Most commands before the login that are unknown, malformed or out of"
                                        + " order.")
                int mistakes,
        @Setting(
                        name = "g_proxy_login_failures",
                        def = "5",
                        doc = "After so many wrong passwords the connection is closed.")
                int failures,
        @Setting(
                        name = "g_proxy_connect_time",
                        def = "5s",
                        doc = "How long a back-end may take to accept a connection.")
                Duration connectTime,
        @Setting(
                        name = "g_proxy_handover_time",
                        def = "20s",
                        doc = "How long a back-end may take to take a session over.")
                Duration handoverTime,
        @Setting(
                        name = "g_proxy_shun_time",
                        def = "10s",
                        doc =
                                "How long a back-end that did not answer gets no mail if another"
                                        + " one can take it. With `g_probe_failures`: how long until"
                                        + " one session tries it again.")
                Duration shunTime,
        @Setting(
                        name = "g_proxy_stop_time",
                        def = "5s",
                        doc = "How long sessions may go on when the node is stopped.")
                Duration stopTime) {
    /// A name and a password fit into it many times.
    private static final int LITERAL = 4096;

    /// Checks the numbers.
    ///
    /// @throws Failure.Syntax if one is out of range
    public ProxyLimits {
        if (sessions < 1 || commands < 1 || mistakes < 1 || failures < 1) {
            throw new Failure.Syntax("the limits g_proxy_... are 1 or more");
        }
        if (!isTime(loginTime) || !isTime(connectTime) || !isTime(handoverTime)) {
            throw new Failure.Syntax("the times g_proxy_..._time are above 0, up to 1 hour");
        }
    }

    private static boolean isTime(Duration time) {
        return time.isPositive() && time.compareTo(Duration.ofHours(1)) <= 0;
    }

    /// When a circuit opens, after so many faults.
    Circuit.Rules circuits(int faults) {
        return new Circuit.Rules(faults, shunTime, connectTime.plus(handoverTime));
    }

    BackendConnector.Patience patience(Duration probe) {
        return new BackendConnector.Patience(connectTime, handoverTime, probe);
    }

    Terms.Limits beforeLogin() {
        return new Terms.Limits(commands, mistakes, failures, LITERAL);
    }
}
