package org.tohost.common.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ClusterIdentity;
import org.tohost.common.tls.SelfSigned;
import org.tohost.common.tls.TlsIdentity;

/// A cluster CA in a folder of the test, with identities of nodes, and a public certificate.
public record TestCa(Path folder, ClusterCa ca) {
    /// {@return a new CA in this folder, usually a `@TempDir`}
    public static TestCa create(Path folder) throws IOException {
        return new TestCa(folder, ClusterCa.create(folder.resolve("ca"), Clock.systemUTC()));
    }

    /// {@return the folder with `node.crt`, `node.key` and `ca.crt` of this node, made when it is
    /// first asked for}
    public Path node(String name, String... roles) throws IOException {
        Path home = folder.resolve("node-" + name);
        if (!Files.exists(home)) {
            ca.issue(new NodeId(name), Set.of(roles), home);
        }
        return home;
    }

    /// {@return the identity of this node, made when it is first asked for}
    public ClusterIdentity identity(String name, String... roles) throws IOException {
        Path home = node(name, roles);
        return ClusterIdentity.load(
                home.resolve(ClusterCa.NODE_CERTIFICATE),
                home.resolve(ClusterCa.NODE_KEY),
                home.resolve(ClusterCa.CA_CERTIFICATE));
    }

    /// {@return a self-signed identity for `localhost` and 127.0.0.1, made when it is first asked
    /// for; its files are `public.crt` and `public.key` in the folder}
    public TlsIdentity publicIdentity() throws IOException {
        Path certificate = folder.resolve("public.crt");
        Path key = folder.resolve("public.key");
        if (!Files.exists(key)) {
            SelfSigned.create(
                    List.of("localhost", "127.0.0.1"), certificate, key, Clock.systemUTC());
        }
        return TlsIdentity.load(certificate, key);
    }
}
