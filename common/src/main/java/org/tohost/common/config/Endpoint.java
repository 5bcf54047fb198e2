package org.tohost.common.config;

import java.net.InetSocketAddress;
import org.tohost.common.failure.Failure;

/// Where to listen or to connect: `127.0.0.1:143`, `[::1]:143`, `mail.example.net:143`, `*:143`
/// (all addresses of the machine). Port 0 lets the system choose.
public record Endpoint(String host, int port) {
    /// Checks both parts.
    ///
    /// @throws Failure.Syntax if the host is empty or the port not within 0 to 65535
    public Endpoint {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '[' || c == ']')) {
            throw new Failure.Syntax("an address is host:port, with \"*\" for all addresses");
        }
        if (port < 0 || port > 65535) {
            throw new Failure.Syntax("a port is 0 to 65535");
        }
    }

    /// Reads `host:port`; an IPv6 address stands in brackets.
    ///
    /// @throws Failure.Syntax if it is not that
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (host.indexOf(':') >= 0 && !bracketed)) {
            throw new Failure.Syntax("not host:port, such as \"127.0.0.1:143\" or \"[::1]:143\"");
        }
        String plain = bracketed ? host.substring(1, host.length() - 1) : host;
        return new Endpoint(plain, port(text.substring(colon + 1)));
    }

    private static int port(String digits) {
        if (!digits.matches("\\d{1,5}")) {
            throw new Failure.Syntax("a port is a number from 0 to 65535");
        }
        return Integer.parseInt(digits);
    }

    /// {@return the address for the socket layer; asks the resolver if the host is a name}
    public InetSocketAddress socketAddress() {
        return host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
