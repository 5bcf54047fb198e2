package org.tohost.deploy;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.config.Role;
import org.tohost.common.run.Services;
import org.tohost.common.run.StartException;
import org.tohost.deploy.process.NodeFile;
import org.tohost.deploy.process.UntilStopped;
import picocli.CommandLine;

/// One node in a process of its own, until SIGTERM.
final class NodeRun {
    private final CommandLine line;

    NodeRun(CommandLine line) {
        this.line = line;
    }

    /// Starts the node and waits for the end of the process.
    ///
    /// @return 2 if the settings are wrong
    int run(Role role, Path settings) throws StartException, InterruptedException {
        NodeFile file = NodeFile.read(settings, System.getenv());
        var process = file.process(role);
        if (process.isEmpty()) {
            line.getErr().println(file.problems());
            return 2;
        }
        Services services = process.get().services();
        services.start();
        Logger log = LoggerFactory.getLogger(NodeRun.class);
        log.info("the {} is ready", role.label());
        UntilStopped.run(() -> {
            log.info("stopping");
            services.close();
            log.info("stopped");
        });
        return 0;
    }
}
