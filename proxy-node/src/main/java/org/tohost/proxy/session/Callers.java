package org.tohost.proxy.session;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.IpAddress;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.ProxyHeader;

/// Who is at the other end of a connection: the client itself, or the one that a front end told of.
public final class Callers {
    private Callers() {}

    /// {@return the client of a connection that is about to be served; `secure` says whether it
    /// comes by TLS}
    public static ClientInfo client(LineConnection connection, boolean secure) {
        Optional<ProxyHeader> header = connection.proxyHeader();
        boolean tls = secure || header.filter(ProxyHeader::tls).isPresent();
        InetSocketAddress peer = connection.remote();
        return header.flatMap(ProxyHeader::source)
                .map(source -> new ClientInfo(source.address().text(), source.port(), tls, ""))
                .orElseGet(() ->
                        new ClientInfo(
                                peer.getAddress().getHostAddress(), peer.getPort(), tls, ""));
    }

    /// {@return true if the client is on this machine}
    public static boolean isLocal(ClientInfo client) {
        return IpAddress.parse(client.address()).filter(IpAddress::isLoopback).isPresent();
    }
}
