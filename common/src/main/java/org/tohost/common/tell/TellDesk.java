package org.tohost.common.tell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.NearMiss;
import org.tohost.common.failure.Failure;

/// All that a node can be told.
public final class TellDesk {
    private final List<TellCommand> commands;

    /// These commands, and `help`.
    public TellDesk(List<TellCommand> commands) {
        this.commands = new ArrayList<>(commands);
        this.commands.add(new Help());
    }

    /// What came of it.
    public sealed interface Outcome {
        /// It is done.
        record Done(Told told) implements Outcome {}

        /// There is no such command, or it takes other arguments. The text says so.
        record NotUnderstood(String text) implements Outcome {}

        /// It cannot be done now. The text says why.
        record NotDone(String text) implements Outcome {}
    }

    /// Has it done. May block.
    public Outcome tell(String name, List<String> arguments) {
        Optional<TellCommand> command =
                commands.stream().filter(c -> c.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            List<String> names = commands.stream().map(TellCommand::name).toList();
            String hint = NearMiss.hint(name, names);
            return new Outcome.NotUnderstood(
                    "no such command" + (hint.isEmpty() ? ": try help" : hint));
        }
        try {
            return new Outcome.Done(command.get().run(arguments));
        } catch (Failure.Syntax e) {
            return new Outcome.NotUnderstood(e.getMessage() + ": " + usage(command.get()));
        } catch (Failure.Unavailable | Failure.Refused e) {
            return new Outcome.NotDone(e.getMessage());
        }
    }

    private static String usage(TellCommand command) {
        return (command.name() + " " + command.arguments()).strip();
    }

    /// `help`.
    private final class Help implements TellCommand {
        @Override
        public String name() {
            return "help";
        }

        @Override
        public String arguments() {
            return "";
        }

        @Override
        public String help() {
            return "Says what this node can be told.";
        }

        @Override
        public Told run(List<String> arguments) {
            return new Told(commands.stream().map(c -> new Told.Fact(usage(c), c.help())).toList());
        }
    }
}
