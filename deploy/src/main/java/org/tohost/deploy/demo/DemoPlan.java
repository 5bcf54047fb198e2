package org.tohost.deploy.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.NodeId;

/// What the demo is asked for.
///
/// @param portBase what the standard port numbers are added to
/// @param home the folder that all is kept in
/// @param users the people who live in the cluster
/// @param domains the domains that are served
/// @param directory a directory of the operator's own, instead of the embedded one
record DemoPlan(
        int portBase,
        Path home,
        DemoUsers users,
        List<String> domains,
        Optional<OwnDirectory> directory) {
    /// The nodes; a back-end's place in the list is its number of thousands.
    static final NodeId PROXY = new NodeId("proxy1");

    static final NodeId BACKEND_1 = new NodeId("be1");
    static final NodeId BACKEND_2 = new NodeId("be2");

    /// A directory that is there already: where it listens, and the DN below which users are.
    record OwnDirectory(String url, String base) {}

    /// {@return the ports of the proxy}
    DemoPorts proxyPorts() {
        return new DemoPorts(portBase);
    }

    /// {@return the ports of the first back-end}
    DemoPorts backend1Ports() {
        return new DemoPorts(portBase + 1000);
    }

    /// {@return the ports of the second back-end}
    DemoPorts backend2Ports() {
        return new DemoPorts(portBase + 2000);
    }

    /// {@return the port of the embedded directory}
    int ldapPort() {
        return portBase + 389;
    }

    /// {@return where the directory is}
    String ldapUrl() {
        return directory.map(OwnDirectory::url).orElse("ldap://127.0.0.1:" + ldapPort());
    }

    /// {@return the DN below which users are}
    String ldapBase() {
        return directory.map(OwnDirectory::base).orElse(DemoUsers.BASE);
    }

    /// {@return the folder of a node}
    Path folder(NodeId node) {
        return home.resolve(node.name());
    }
}
