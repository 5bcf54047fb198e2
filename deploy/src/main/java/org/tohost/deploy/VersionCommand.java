package org.tohost.deploy;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tohost version`.
@Command(name = "version", description = "Says which version this is.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(getVersion()[0]);
        return 0;
    }

    @Override
    public String[] getVersion() {
        String version =
                Optional.ofNullable(TohostMain.class.getPackage().getImplementationVersion())
                        .orElse("(built without a version)");
        return new String[] {"Tohost " + version + ", Java " + Runtime.version()};
    }
}
