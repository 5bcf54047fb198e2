package org.tohost.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.tohost.common.domain.NodeId;
import org.tohost.common.tls.ClusterCa;
import org.tohost.common.tls.ClusterSecret;
import org.tohost.common.tls.SelfSigned;

/// The folder of the demo. Keys, certificates and the secret are made once and kept; settings files
/// and the directory's entries are written at each start, from the options of that start.
final class DemoHome {
    /// The certificate that clients see.
    static final String CERTIFICATE = "public.crt";

    /// Its key.
    static final String KEY = "public.key";

    /// What all nodes share.
    static final String SECRET = "cluster.secret";

    private final DemoPlan plan;
    private final Clock clock;

    DemoHome(DemoPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
    }

    /// Makes what is missing, and writes what depends on the options.
    void prepare() throws IOException {
        Path home = Files.createDirectories(plan.home());
        if (!Files.exists(home.resolve(KEY))) {
            List<String> names = List.of("localhost", "mail.example.test", "127.0.0.1", "::1");
            SelfSigned.create(names, home.resolve(CERTIFICATE), home.resolve(KEY), clock);
        }
        if (!Files.exists(home.resolve(SECRET))) {
            ClusterSecret.create(home.resolve(SECRET));
        }
        prepareNodes();
        Files.writeString(home.resolve("directory.ldif"), plan.users().ldif());
    }

    private ClusterCa authority() throws IOException {
        Path folder = Files.createDirectories(plan.home().resolve("ca"));
        return Files.exists(folder.resolve(ClusterCa.CA_KEY))
                ? ClusterCa.open(folder, clock)
                : ClusterCa.create(folder, clock);
    }

    private void prepareNodes() throws IOException {
        DemoSettings settings = new DemoSettings(plan);
        prepare(DemoPlan.PROXY, "proxy", settings.proxy());
        prepare(
                DemoPlan.BACKEND_1,
                "backend",
                settings.backend(DemoPlan.BACKEND_1, plan.backend1Ports()));
        prepare(
                DemoPlan.BACKEND_2,
                "backend",
                settings.backend(DemoPlan.BACKEND_2, plan.backend2Ports()));
    }

    private void prepare(NodeId node, String role, String settings) throws IOException {
        Path folder = Files.createDirectories(plan.folder(node));
        if (!Files.exists(folder.resolve(ClusterCa.NODE_KEY))) {
            authority().issue(node, Set.of(role), folder);
        }
        Files.writeString(folder.resolve("tohost.ini"), settings);
    }
}
