package org.tohost.deploy.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tohost.common.config.Role;
import org.tohost.common.domain.NodeId;
import org.tohost.common.run.Services;
import org.tohost.common.run.Startable;
import org.tohost.deploy.process.NodeFile;
import org.tohost.deploy.process.NodeProcess;
import org.tohost.deploy.process.UntilStopped;
import picocli.CommandLine;

/// Starts the demo, says what there is, and waits for the end.
final class Demo {
    private static final Duration STEP = Duration.ofSeconds(90);

    private final DemoPlan plan;
    private final PrintWriter out;
    private final PrintWriter err;

    Demo(DemoPlan plan, CommandLine line) {
        this.plan = plan;
        this.out = line.getOut();
        this.err = line.getErr();
    }

    /// Runs it until SIGINT or SIGTERM.
    ///
    /// @return 1 if a port is taken, 2 if a setting is wrong; nothing has been started then
    int run() throws Exception {
        List<String> taken = new TakenPorts(PortHolders.ofThisMachine()).among(ports());
        if (!taken.isEmpty()) {
            taken.forEach(line -> err.println("tohost: " + line));
            err.println("tohost: choose other ports: --port-base");
            return 1;
        }
        DemoLog.into(plan.home());
        new DemoHome(plan, Clock.systemUTC()).prepare();
        Optional<Services> cluster = cluster();
        if (cluster.isEmpty()) {
            return 2;
        }
        cluster.get().start();
        new DemoTable(plan).print(out);
        out.println("Tohost is ready");
        out.flush();
        UntilStopped.run(cluster.get()::close);
        return 0;
    }

    private IntStream ports() {
        IntStream proxy = plan.proxyPorts().proxy();
        IntStream backends =
                IntStream.concat(plan.backend1Ports().backend(), plan.backend2Ports().backend());
        IntStream nodes = IntStream.concat(proxy, backends);
        return plan.directory().isPresent()
                ? nodes
                : IntStream.concat(nodes, IntStream.of(plan.ldapPort()));
    }

    private Optional<Services> cluster() {
        List<NodeProcess> nodes = new ArrayList<>();
        add(nodes, DemoPlan.BACKEND_1, Role.BACKEND);
        add(nodes, DemoPlan.BACKEND_2, Role.BACKEND);
        add(nodes, DemoPlan.PROXY, Role.PROXY);
        if (nodes.size() < 3) {
            return Optional.empty();
        }
        List<Startable> parts = new ArrayList<>();
        if (plan.directory().isEmpty()) {
            parts.add(new DirectoryPart(plan.home().resolve("directory.ldif"), plan.ldapPort()));
        }
        parts.add(new Together("nodes", nodes));
        return Optional.of(new Services(parts, STEP));
    }

    private void add(List<NodeProcess> nodes, NodeId node, Role role) {
        NodeFile file = NodeFile.read(plan.folder(node).resolve("tohost.ini"), System.getenv());
        file.process(role).ifPresentOrElse(nodes::add, () -> err.println(file.problems()));
    }
}
