package org.tohost.common.config;

import org.tohost.common.domain.Service;

/// A port that a node opens: `service="imap" address="127.0.0.1:143" tls="starttls"`.
public record Listen(
        @Field(name = "service", doc = "`imap`, `pop3`, `smtp`, `submission`, `lmtp` or `sieve`.")
                Service service,
        @Field(
                        name = "address",
                        doc = "Host and port to listen on; `*` for all addresses of the machine.")
                Endpoint address,
        @Field(
                        name = "tls",
                        def = "starttls",
                        doc =
                                "`none`; `starttls`: in clear text until the client asks for TLS; `implicit`: TLS from the first byte.")
                Mode tls,
        @Field(
                        name = "proxy",
                        def = "false",
                        doc =
                                "Whether front ends in `g_proxy_trusted` tell the client's address by the PROXY protocol, version 1 or 2; others are clients as usual.")
                boolean proxy) {
    /// A port where no front end speaks first.
    public Listen(Service service, Endpoint address, Mode tls) {
        this(service, address, tls, false);
    }

    /// How TLS begins.
    public enum Mode {
        NONE,
        STARTTLS,
        IMPLICIT
    }
}
