package org.tohost.common.testing;

import java.util.Optional;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.Service;

/// Lines of settings for servers of another make, where users log in by their own password.
public final class ForeignHost {
    private ForeignHost() {}

    /// {@return the login, after which the client's address is told so}
    public static BackendLogin password(BackendLogin.Forward forward) {
        return new BackendLogin(
                BackendLogin.Kind.PASSWORD,
                "",
                Optional.empty(),
                "",
                BackendLogin.Names.ADDRESS,
                forward);
    }

    /// {@return TLS of which nothing is said but this}
    public static BackendTls tls(BackendTls.Mode mode) {
        return new BackendTls(Optional.of(mode), Optional.empty(), "", Optional.empty());
    }

    /// {@return a line for servers at this address, empty for that of their name}
    public static BackendAddress line(
            String name, String address, BackendPorts ports, BackendTls tls) {
        return new BackendAddress(
                MatchList.parse(name),
                address,
                ports,
                false,
                password(BackendLogin.Forward.NONE),
                tls);
    }

    /// {@return the same line for servers that share their mail with others}
    public static BackendAddress shared(BackendAddress line) {
        return new BackendAddress(
                line.host(), line.address(), line.ports(), true, line.login(), line.tls());
    }

    /// {@return a line for a server that takes mail at this port of loopback}
    public static BackendAddress line(String name, Service service, int port, BackendTls tls) {
        int smtp = service == Service.SMTP ? port : 0;
        int lmtp = service == Service.LMTP ? port : 0;
        return line(name, "127.0.0.1", new BackendPorts(0, 0, 0, smtp, 0, lmtp), tls);
    }
}
