package org.tohost.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.tell.Told;
import org.tohost.deploy.transfer.Complaints;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the commands of `tohost store` have in common: whose mail, where, and how they tell how far
/// they are.
final class StoreOptions {
    private static final int EACH = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private NodeOptions node;

    @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
    private String user;

    @Parameters(index = "1", paramLabel = "PATH", description = "The files, or their folder.")
    private Path path;

    Path path() {
        return path;
    }

    CommandLine commandLine() {
        return command.commandLine();
    }

    /// {@return the store of the node by these settings}
    ///
    /// @throws ParameterException if the user's name is none, or a setting is wrong
    StoreClient client() {
        return new StoreClient(node.client(), TellClient.http(), node.user(user));
    }

    Complaints complaints() {
        return new Complaints(commandLine().getErr());
    }

    /// A bar on the terminal, if somebody sits there.
    void progress(double share, long messages) {
        if (node.isWatched()) {
            new ProgressBar(commandLine().getErr())
                    .show(share, String.format("%,d messages", messages));
        }
    }

    /// How many there are, where it is not known how many there will be.
    void count(long messages) {
        if (node.isWatched() && messages % EACH == 0) {
            commandLine().getErr().printf("\r%,d messages ", messages);
            commandLine().getErr().flush();
        }
    }

    /// Tells what came of it: names and numbers by turns.
    void tell(Object... facts) {
        List<Told.Fact> told = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < facts.length; i += 2) {
            String label = facts[i].toString();
            told.add(new Told.Fact(label, facts[i + 1].toString()));
            members.add(Told.quoted(label.replace(' ', '_')) + ":" + facts[i + 1]);
        }
        PrintWriter out = commandLine().getOut();
        out.print(node.json() ? "{" + String.join(",", members) + "}\n" : new Told(told).text());
        out.flush();
    }
}
