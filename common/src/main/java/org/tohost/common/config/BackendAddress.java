package org.tohost.common.config;

import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;

/// Where the back-ends are whose names match, and how they take sessions over: `host="be*"
/// address="" imap="993" ...`.
public record BackendAddress(
        @Field(
                        name = "host",
                        doc = "Match list of names as they stand in `tohost` or `g_proxy_default`.")
                MatchList host,
        @Field(name = "address", def = "", doc = "Where to connect to; empty for the name itself.")
                String address,
        BackendPorts ports,
        @Field(
                        name = "shared",
                        def = "false",
                        doc =
                                "Whether these are servers of another make that share their mail:"
                                        + " `tohost` may then have several of them.")
                boolean shared,
        BackendLogin login,
        BackendTls tls) {
    /// Checks the host, and that the parts go together.
    ///
    /// @throws Failure.Syntax if no host is named, a name is none that a node can have, or TLS is
    ///   not as the login wants it
    public BackendAddress {
        if (host.isEmpty()) {
            throw new Failure.Syntax("host must be set");
        }
        host.names().forEach(NodeId::new);
        boolean ours = login.kind() == BackendLogin.Kind.TICKET;
        boolean asNodes = tls.tls().map(m -> m == BackendTls.Mode.CLUSTER).orElse(ours);
        if (ours && (!asNodes || tls.knowsOthers())) {
            throw new Failure.Syntax(
                    "tls, ca_file, tls_name and pin are for servers of another make: say"
                            + " login=\"password\" or login=\"master\" too");
        }
        if (!ours && asNodes) {
            throw new Failure.Syntax(
                    "tls=\"cluster\" is for back-ends of ours, by login=\"ticket\"");
        }
    }

    /// {@return a line for back-ends of ours}
    public static BackendAddress ours(MatchList host, String address, BackendPorts ports) {
        return new BackendAddress(
                host, address, ports, false, BackendLogin.TICKET, BackendTls.CLUSTER);
    }

    /// {@return true if these back-ends are of our make}
    public boolean isOurs() {
        return login.kind() == BackendLogin.Kind.TICKET;
    }

    /// {@return true if there is such a service; a server of another make takes mail only at ports
    /// that are given, for many have none}
    public boolean serves(Service service) {
        return isOurs() || ports.serves(service);
    }

    /// {@return where this node of the line serves sessions of other nodes}
    public Endpoint endpoint(NodeId node, Service service) {
        return new Endpoint(address.isEmpty() ? node.name() : address, ports.port(service, mode()));
    }

    /// {@return how TLS begins with this service}
    public BackendTls.Mode tls(Service service) {
        boolean portless =
                switch (service) {
                    case IMAP, POP3, SUBMISSION -> false;
                    case SMTP, LMTP, SIEVE -> true;
                };
        return portless && mode() == BackendTls.Mode.IMPLICIT ? BackendTls.Mode.STARTTLS : mode();
    }

    /// {@return the name that the certificate of this node of the line must have}
    public String tlsName(NodeId node) {
        return tls.name().isEmpty() ? node.name() : tls.name();
    }

    private BackendTls.Mode mode() {
        return tls.tls().orElse(isOurs() ? BackendTls.Mode.CLUSTER : BackendTls.Mode.IMPLICIT);
    }
}
