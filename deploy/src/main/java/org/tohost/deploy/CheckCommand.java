package org.tohost.deploy;

import java.util.concurrent.Callable;
import org.tohost.common.config.Problems;
import org.tohost.deploy.process.NodeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tohost check`.
@Command(
        name = "check",
        description = "Says what is wrong with a settings file, and starts nothing.")
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private SettingsOption settings;

    @Override
    public Integer call() {
        Problems problems = NodeFile.read(settings.file(), System.getenv()).check();
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println(settings.file() + ": no problems");
            return 0;
        }
        spec.commandLine().getErr().println(problems);
        return 2;
    }
}
