package org.tohost.deploy;

import java.util.concurrent.Callable;
import org.tohost.common.config.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tohost proxy`.
@Command(
        name = "proxy",
        description =
                "Runs a proxy: it takes connections, logs users in and hands them to their back-ends.")
final class ProxyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Override
    public Integer call() throws Exception {
        return new NodeRun(spec.commandLine()).run(Role.PROXY, settings.file());
    }
}
