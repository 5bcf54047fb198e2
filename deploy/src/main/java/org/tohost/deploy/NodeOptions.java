package org.tohost.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.Told;
import org.tohost.deploy.process.NodeFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the commands of `tohost store` have in common: which node, and whether a program reads.
final class NodeOptions {
    private static final String DONE = "done";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-c", "--config", "--settings"},
            paramLabel = "FILE",
            defaultValue = "/etc/tohost/tohost.ini",
            description = "The settings of the node (default: ${DEFAULT-VALUE}).")
    private Path settings;

    @Option(names = "--json", description = "Prints objects of JSON, a line each.")
    private boolean json;

    boolean json() {
        return json;
    }

    CommandLine commandLine() {
        return command.commandLine();
    }

    /// {@return true if somebody sits at a terminal and waits}
    boolean isWatched() {
        return !json && Terminal.ask().isPresent();
    }

    /// {@return the settings file}
    ///
    /// @throws ParameterException if a setting of the node is wrong
    NodeFile file() {
        return NodeFile.read(settings, System.getenv());
    }

    /// {@return the user of this name}
    ///
    /// @throws ParameterException if nobody can be called so
    UserId user(String name) {
        try {
            return new UserId(name);
        } catch (Failure.Syntax e) {
            throw new ParameterException(commandLine(), e.getMessage(), e);
        }
    }

    /// {@return what tells the running node by these settings}
    ///
    /// @throws ParameterException if a setting is wrong
    TellClient client() {
        NodeFile file = file();
        NodeSettings node =
                file.bind(NodeSettings.class)
                        .orElseThrow(() ->
                                new ParameterException(commandLine(), file.problems().toString()));
        return new TellClient(node.adminListen(), node.home());
    }

    /// Asks the running node, and takes each line of its answer; those that only say how far it is
    /// are shown.
    ///
    /// @throws IOException in words for operators, if there is no whole answer
    void ask(String path, Consumer<Told> taker) throws IOException, InterruptedException {
        try (HttpClient http = TellClient.http();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client().stream(
                                                http, path, HttpRequest.BodyPublishers.noBody()),
                                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Told told = Told.parse(line);
                if (told.value(DONE).isPresent()) {
                    progress(number(told, DONE), number(told, "of"));
                } else {
                    taker.accept(told);
                }
            }
        }
    }

    /// Shows how far something is, if somebody sits there.
    void progress(long done, long all) {
        if (isWatched() && all > 0) {
            share((double) done / all, done);
        }
    }

    /// Shows how much of all is done, from 0 to 1.
    void share(double share, long count) {
        if (isWatched()) {
            new ProgressBar(commandLine().getErr()).show(share, String.format("%,d", count));
        }
    }

    private static long number(Told told, String label) {
        return told.value(label).map(Long::parseLong).orElse(0L);
    }

    /// {@return where answers are printed; it has to be closed}
    ToldTable table() {
        return new ToldTable(commandLine().getOut(), json);
    }
}
