package org.tohost.common.config;

import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// Where the back-ends are whose names match: `host="be*" address="" imap="993" ...`.
public record BackendAddress(
        @Field(
                        name = "host",
                        doc = "Match list of names as they stand in `tohost` or `g_proxy_default`.")
                MatchList host,
        @Field(name = "address", def = "", doc = "Where to connect to; empty for the name itself.")
                String address,
        @Field(name = "imap", def = "993", doc = "Port for IMAP sessions of nodes.") int imap,
        @Field(name = "pop3", def = "995", doc = "Port for POP3 sessions of nodes.") int pop3,
        @Field(name = "smtp", def = "465", doc = "Port for SMTP and submission sessions of nodes.")
                int smtp,
        @Field(name = "lmtp", def = "24", doc = "Port for mail from other back-ends.") int lmtp,
        @Field(
                        name = "shared",
                        def = "false",
                        doc =
                                "Whether these are servers of another make that share their mail:"
                                        + " `tohost` may then have several of them.")
                boolean shared) {
    /// Checks the host and the ports.
    ///
    /// @throws Failure.Syntax if no host is named, a name is none that a node can have, or a port
    ///   is not within 1 to 65535
    public BackendAddress {
        if (host.isEmpty()) {
            throw new Failure.Syntax("host must be set");
        }
        host.names().forEach(NodeId::new);
        for (int port : new int[] {imap, pop3, smtp, lmtp}) {
            if (port < 1 || port > 65535) {
                throw new Failure.Syntax("a port is a number from 1 to 65535");
            }
        }
    }

    Endpoint endpoint(NodeId node, Service service) {
        int port =
                switch (service) {
                    case IMAP -> imap;
                    case POP3 -> pop3;
                    case SMTP, SUBMISSION -> smtp;
                    case LMTP -> lmtp;
                };
        return new Endpoint(address.isEmpty() ? node.name() : address, port);
    }
}
