package org.tohost.proxy.health;

import java.util.Comparator;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

/// A service of a back-end: of servers of another make, one may be down while the others serve.
public record BackendService(NodeId node, Service service) {
    /// In the order of the back-ends' names.
    public static final Comparator<BackendService> BY_NAME =
            Comparator.comparing((BackendService place) -> place.node().name())
                    .thenComparing(BackendService::service);

    @Override
    public String toString() {
        return service.label() + " of back-end " + node;
    }
}
