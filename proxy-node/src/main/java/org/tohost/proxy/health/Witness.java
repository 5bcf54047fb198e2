package org.tohost.proxy.health;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Who met a fault of a back-end.
public sealed interface Witness {
    /// The proxy itself, when it asked.
    record Probe() implements Witness {}

    /// A session of a client with this address. It may be the client that makes the fault, by using
    /// up what the back-end allows: alone it is not believed.
    ///
    /// @param address of IPv6 its network, for a client has all addresses of that
    record Client(String address) implements Witness {
        private static final int NETWORK = 64 / 8;

        /// Takes the network of an IPv6 address.
        public Client {
            address = network(address);
        }

        private static String network(String address) {
            if (address.indexOf(':') < 0) {
                return address;
            }
            int zone = address.indexOf('%');
            String literal = zone < 0 ? address : address.substring(0, zone);
            InetAddress parsed = InetAddress.ofLiteral(literal);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK) + "/64"
                    : parsed.getHostAddress();
        }
    }
}
