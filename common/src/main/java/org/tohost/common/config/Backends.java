package org.tohost.common.config;

import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.Service;

/// The back-ends that may be connected to, and where they are. The first line that matches counts;
/// a node that no line matches is not one of ours.
@Group("Back-ends")
public record Backends(
        @Setting(
                        name = "g_proxy_backend",
                        doc =
                                "Where the back-ends of these names are. The first line that"
                                        + " matches a name counts; a name without one is never"
                                        + " connected to.")
                List<BackendAddress> addresses) {
    /// Copies the list.
    public Backends {
        addresses = List.copyOf(addresses);
    }

    /// {@return where this node serves sessions of other nodes}
    public Optional<Endpoint> find(NodeId node, Service service) {
        return line(node).map(line -> line.endpoint(node, service));
    }

    /// {@return true if this is a server of another make that shares its mail with others}
    public boolean isShared(NodeId node) {
        return line(node).filter(BackendAddress::shared).isPresent();
    }

    /// {@return the line for this node; nothing if it is not one of ours and not to be connected
    /// to}
    public Optional<BackendAddress> line(NodeId node) {
        return addresses.stream().filter(line -> line.host().matches(node.name())).findFirst();
    }

    /// {@return what is wrong with letting users log in by these mechanisms, which give no
    /// password: a host that is to be shown the user's own would be shown none}
    public Optional<String> unserved(List<String> passwordless) {
        return addresses.stream()
                .filter(_ -> !passwordless.isEmpty())
                .filter(line -> line.login().kind() == BackendLogin.Kind.PASSWORD)
                .findFirst()
                .map(line ->
                        "g_proxy_backend host=\"%s\" wants the user's password, which is not had by %s"
                                .formatted(line.host(), String.join(", ", passwordless)));
    }

    /// {@return the back-ends that the lines call by their whole name, in their order: those to
    /// choose from when any back-end will do}
    public List<NodeId> named() {
        return addresses.stream()
                .flatMap(line -> line.host().names().stream())
                .map(NodeId::new)
                .distinct()
                .toList();
    }
}
