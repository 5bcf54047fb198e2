package org.tohost.deploy;

import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tohost user`: the users in the file or the directory of a node.
@Command(
        name = "user",
        description = "Adds, changes, deletes and lists the users of the file or the directory.",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.Set.class,
            UserCommand.Passwd.class,
            UserCommand.Del.class,
            UserCommand.Show.class
        })
final class UserCommand {
    private static final String FACTS =
            "What is known of the user: tohost=be1 quota=1073741824 mailstatus=ok alias=b@x.test"
                    + " fwd=c@y.test mailaccess=group full_name='Bob B.'; nothing behind the = takes"
                    + " a fact away.";

    @Command(name = "add", description = "Adds a user.")
    static final class Add implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private EditorOption users;
        @Mixin private PasswordOption password;

        @Option(names = "--tohost", paramLabel = "NODE", description = "The back-end's name.")
        private Optional<String> tohost;

        @Option(
                names = "--quota",
                paramLabel = "OCTETS",
                description = "How much mail there may be.")
        private Optional<String> quota;

        @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
        private String name;

        @Parameters(index = "1..*", paramLabel = "LABEL=VALUE", description = FACTS)
        private Map<String, String> facts = new TreeMap<>();

        @Override
        public Integer call() throws IOException {
            UserId user = users.user(name);
            UserEditor editor = users.open();
            if (editor.read(user).isPresent()) {
                throw new Failure.Refused(
                        Refusal.ALREADY_EXISTS,
                        user + ": exists already; `tohost user set` changes it");
            }
            Map<String, String> all = new TreeMap<>(facts);
            tohost.ifPresent(value -> all.put("tohost", value));
            quota.ifPresent(value -> all.put("quota", value));
            editor.write(user, Optional.of(password.read()), all);
            spec.commandLine().getOut().println("added " + user);
            return 0;
        }
    }

    @Command(name = "set", description = "Changes what is known of a user.")
    static final class Set implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private EditorOption users;

        @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
        private String name;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "LABEL=VALUE", description = FACTS)
        private Map<String, String> facts = new TreeMap<>();

        @Override
        public Integer call() {
            UserId user = users.user(name);
            users.openFor(user).write(user, Optional.empty(), facts);
            spec.commandLine().getOut().println("changed " + user);
            return 0;
        }
    }

    @Command(name = "passwd", description = "Gives a user a new password.")
    static final class Passwd implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private EditorOption users;
        @Mixin private PasswordOption password;

        @Parameters(paramLabel = "USER", description = "bob@example.net")
        private String name;

        @Override
        public Integer call() throws IOException {
            UserId user = users.user(name);
            users.openFor(user).write(user, Optional.of(password.read()), Map.of());
            spec.commandLine().getOut().println("changed the password of " + user);
            return 0;
        }
    }

    @Command(name = "del", description = "Deletes a user; the mail stays where it is.")
    static final class Del implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private EditorOption users;

        @Option(names = "--yes", description = "Does not ask.")
        private boolean yes;

        @Parameters(paramLabel = "USER", description = "bob@example.net")
        private String name;

        @Override
        public Integer call() {
            UserId user = users.user(name);
            UserEditor editor = users.open();
            if (!yes && !agreed(user)) {
                return 1;
            }
            if (!editor.delete(user)) {
                throw EditorOption.nobody(user);
            }
            spec.commandLine().getOut().println("deleted " + user);
            return 0;
        }

        private boolean agreed(UserId user) {
            Console console =
                    Terminal.ask()
                            .orElseThrow(() ->
                                    new ParameterException(
                                            spec.commandLine(),
                                            "no terminal to ask whether this is meant: give"
                                                    + " --yes"));
            return "yes".equals(console.readLine("Delete %s? (yes/no) ", user));
        }
    }

    @Command(name = "list", description = "Lists users.")
    static final class Show implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private EditorOption users;

        @Option(names = "--json", description = "Writes JSON.")
        private boolean json;

        @Parameters(
                arity = "0..1",
                paramLabel = "PATTERN",
                description = "A part of the name, or a name with the wild cards * and ?.")
        private Optional<String> pattern;

        @Override
        public Integer call() {
            UserEditor editor = users.open();
            UserTable table =
                    new UserTable(
                            List.copyOf(
                                    editor.search(pattern.orElse("*"), 0, Integer.MAX_VALUE)
                                            .users()));
            spec.commandLine().getOut().print(json ? table.json() : table.text());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
