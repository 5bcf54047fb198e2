package org.tohost.backend;

import java.util.List;
import org.tohost.common.config.Group;
import org.tohost.common.config.Listen;
import org.tohost.common.config.MatchList;
import org.tohost.common.config.Setting;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// The ports of a back-end and who may use them.
@Group("Back-end")
public record BackendSettings(
        @Setting(
                        name = "g_backend_listen",
                        doc =
                                "A port that the back-end opens; repeatable. Nodes connect to the"
                                        + " ports with `tls=\"implicit\"`, or with `g_cluster_nossl` to"
                                        + " those with `tls=\"none\"`.")
                List<Listen> listen,
        @Setting(
                        name = "g_backend_direct",
                        def = "false",
                        doc =
                                "Whether clients may log in here without a proxy, against the same user"
                                        + " database.")
                boolean direct,
        @Setting(
                        name = "g_backend_plaintext",
                        def = "false",
                        doc =
                                "Whether such clients may send passwords without TLS. From loopback they"
                                        + " always may.")
                boolean plaintext,
        @Setting(
                        name = "g_lmtp_allow",
                        def = "",
                        doc =
                                "The addresses of other servers that may hand over mail by LMTP for"
                                        + " users of this back-end, as a match list; nodes of the cluster"
                                        + " may without. Nothing is checked but the address.")
                MatchList lmtpAllow,
        @Setting(
                        name = "g_backend_max_sessions",
                        def = "20000",
                        doc = "Most sessions at a time; further ones are turned away with a word.")
                int maxSessions) {
    /// Copies the list.
    ///
    /// @throws Failure.Syntax if there is no port, one that no back-end serves, one for front ends,
    ///   or no session is allowed
    public BackendSettings {
        listen = List.copyOf(listen);
        if (listen.isEmpty()) {
            throw new Failure.Syntax(
                    "g_backend_listen must be set: a back-end without a port is none");
        }
        if (listen.stream().anyMatch(port -> port.service() == Service.SIEVE)) {
            throw new Failure.Syntax("g_backend_listen: back-ends do not speak ManageSieve");
        }
        if (listen.stream().anyMatch(Listen::proxy)) {
            throw new Failure.Syntax("g_backend_listen: proxy is for the ports of a proxy");
        }
        if (maxSessions < 1) {
            throw new Failure.Syntax("g_backend_max_sessions must be 1 or more");
        }
    }
}
