package org.tohost.proxy.route;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.domain.SessionId;
import org.tohost.common.imap.ImapId;
import org.tohost.common.net.ProxyHeader;

/// What a server of another make is told of a client.
///
/// @param reached the address of ours that the client is connected to
record ClientFacts(ClientInfo client, InetSocketAddress reached, SessionId session) {
    /// {@return the facts as fields of IMAP's ID, in the words of Dovecot}
    List<ImapId.Field> fields() {
        return List.of(
                field("x-originating-ip", client.address()),
                field("x-originating-port", Integer.toString(client.port())),
                field("x-connected-ip", reached.getAddress().getHostAddress()),
                field("x-connected-port", Integer.toString(reached.getPort())),
                field("x-session-id", session.text()));
    }

    private static ImapId.Field field(String name, String value) {
        return new ImapId.Field(name, Optional.of(value));
    }

    /// {@return the facts as a header of the PROXY protocol}
    byte[] proxyHeader() {
        String unscoped = client.address().replaceFirst("%.*", ""); // fe80::1%eth0
        IpAddress address =
                IpAddress.parse(unscoped)
                        .orElseThrow(() -> new IllegalStateException("no address: " + client));
        return ProxyHeader.version2(
                new ProxyHeader.Source(address, client.port()),
                new ProxyHeader.Source(
                        IpAddress.of(reached.getAddress().getAddress()), reached.getPort()),
                client.tls());
    }

    /// {@return the command XCLIENT as POP3 and ManageSieve have it}
    String xclient() {
        return "XCLIENT ADDR="
                + client.address()
                + " PORT="
                + client.port()
                + " SESSION="
                + session.text();
    }
}
