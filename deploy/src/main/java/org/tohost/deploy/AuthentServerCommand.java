package org.tohost.deploy;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.run.Services;
import org.tohost.deploy.process.AuthentProcess;
import org.tohost.deploy.process.NodeFile;
import org.tohost.deploy.process.UntilStopped;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tohost authent-server`.
@Command(
        name = "authent-server",
        description = "Answers other software by the authent protocol, out of the user database.")
final class AuthentServerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Option(
            names = "--stdio",
            description =
                    "Answers on the standard streams, as a program that other software starts.")
    private boolean stdio;

    @Override
    public Integer call() throws Exception {
        NodeFile file = NodeFile.read(settings.file(), System.getenv());
        Optional<AuthentProcess> process = file.authentServer(!stdio);
        if (process.isEmpty()) {
            spec.commandLine().getErr().println(file.problems());
            return 2;
        }
        if (stdio) {
            process.get().converse(System.in, System.out);
        } else {
            listen(process.get().services());
        }
        return 0;
    }

    private static void listen(Services services) throws Exception {
        services.start();
        Logger log = LoggerFactory.getLogger(AuthentServerCommand.class);
        log.info("the authent server is ready");
        UntilStopped.run(() -> {
            log.info("stopping");
            services.close();
            log.info("stopped");
        });
    }
}
