package org.tohost.common.domain;

/// What is known of the client at the outer end: its address and port, whether it came by TLS, and
/// the name it gave in HELO (empty if none).
public record ClientInfo(String address, int port, boolean tls, String helo) {
    /// {@return the same client, now behind TLS}
    public ClientInfo secured() {
        return new ClientInfo(address, port, true, helo);
    }

    /// {@return the same client, who introduced itself as `name`}
    public ClientInfo named(String name) {
        return new ClientInfo(address, port, tls, name);
    }
}
