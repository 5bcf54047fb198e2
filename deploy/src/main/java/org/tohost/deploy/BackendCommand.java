package org.tohost.deploy;

import java.util.concurrent.Callable;
import org.tohost.common.config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tohost backend`.
@Command(
        name = "backend",
        description = "Runs a back-end: it keeps the mail of its users and serves it.")
final class BackendCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        return new NodeRun(spec.commandLine()).run(Role.BACKEND, settings.file());
    }
}
