package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tohost.common.config.NodeSettings;
import org.tohost.deploy.process.NodeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tohost tell`: a command to the node that runs on this machine by these settings.
@Command(
        name = "tell",
        description =
                "Tells a running node something: `tohost tell help` says what there is. Run it as"
                        + " the user that the node runs as.")
final class TellCommandLine implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = {"-c", "--config", "--settings"},
            paramLabel = "FILE",
            defaultValue = "/etc/tohost/tohost.ini",
            description = "The settings of the node (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "COMMAND", description = "What the node is told.")
    private String command;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the command takes.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeFile settings = NodeFile.read(file, System.getenv());
        Optional<NodeSettings> node = settings.bind(NodeSettings.class);
        if (node.isEmpty()) {
            spec.commandLine().getErr().println(settings.problems());
            return 2;
        }
        TellClient.Answer answer =
                new TellClient(node.get().adminListen(), node.get().home())
                        .tell(command, arguments, json);
        boolean done = answer.status() == 200;
        var out = done ? spec.commandLine().getOut() : spec.commandLine().getErr();
        out.print(done || json ? answer.body() : "tohost: " + answer.body());
        out.flush();
        return done ? 0 : answer.status() == 400 ? 2 : 1;
    }
}
