package org.tohost.common.users;

import java.util.List;

/// How a client came in.
///
/// @param address the address of ours that it called
/// @param sni the server name that it asked for by TLS (RFC 6066 3); empty if it asked for none
/// @param certificate the names in its certificate; none without one
public record Entrance(String address, String sni, List<String> certificate) {
    /// Copies the list.
    public Entrance {
        certificate = List.copyOf(certificate);
    }
}
