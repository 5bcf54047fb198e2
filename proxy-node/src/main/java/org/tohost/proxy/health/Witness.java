package org.tohost.proxy.health;

/// Who met a fault of a back-end.
public sealed interface Witness {
    /// The proxy itself, when it asked.
    record Probe() implements Witness {}

    /// A session of a client with this address. It may be the client that makes the fault, by using
    /// up what the back-end allows: alone it is not believed.
    record Client(String address) implements Witness {}
}
