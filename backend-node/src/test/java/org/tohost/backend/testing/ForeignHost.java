package org.tohost.backend.testing;

import java.util.Optional;
import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.config.BackendPorts;
import org.tohost.common.config.BackendTls;
import org.tohost.common.config.MatchList;
import org.tohost.common.domain.Service;

/// Lines of settings for servers of another make on loopback.
public final class ForeignHost {
    private ForeignHost() {}

    /// {@return a line for a server that takes mail at this port}
    public static BackendAddress line(String name, Service service, int port, BackendTls.Mode tls) {
        return line(
                name,
                service,
                port,
                new BackendTls(Optional.of(tls), Optional.empty(), "", Optional.empty()));
    }

    /// {@return the same with all that is said of TLS}
    public static BackendAddress line(String name, Service service, int port, BackendTls tls) {
        BackendLogin password =
                new BackendLogin(
                        BackendLogin.Kind.PASSWORD,
                        "",
                        Optional.empty(),
                        "",
                        BackendLogin.Names.ADDRESS,
                        BackendLogin.Forward.NONE);
        return new BackendAddress(
                MatchList.parse(name),
                "127.0.0.1",
                new BackendPorts(
                        0,
                        0,
                        0,
                        service == Service.SMTP ? port : 0,
                        0,
                        service == Service.LMTP ? port : 0),
                false,
                password,
                tls);
    }
}
