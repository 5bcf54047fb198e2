package org.tohost.proxy.route;

import org.tohost.common.config.BackendAddress;
import org.tohost.common.config.Endpoint;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;
import org.tohost.proxy.health.BackendService;

/// A way into a back-end: its name, the service that is wanted there, and the line of the settings
/// that says how to come to it. Only listed hosts have a route.
public record Route(NodeId node, Service service, BackendAddress address) {
    /// {@return what its health is known by}
    BackendService place() {
        return new BackendService(node, service);
    }

    /// {@return false if there is no such service at its end}
    boolean isServed() {
        return address.serves(service);
    }

    /// {@return where to connect to}
    public Endpoint endpoint() {
        return address.endpoint(node, service);
    }

    /// {@return the name that the back-end's certificate must have}
    public String tlsName() {
        return address.tlsName(node);
    }
}
