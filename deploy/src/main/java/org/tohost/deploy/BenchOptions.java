package org.tohost.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tohost.common.failure.Failure;
import org.tohost.deploy.bench.Dial;
import org.tohost.deploy.bench.Load;
import org.tohost.deploy.bench.Outcome;
import org.tohost.deploy.bench.Tally;
import org.tohost.deploy.bench.Target;
import org.tohost.deploy.bench.UserNames;
import org.tohost.deploy.bench.Work;
import org.tohost.deploy.bench.Works;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What all loads of `tohost bench` are told: where, who, how much.
final class BenchOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private PasswordOption password;

    @ArgGroup private Who who = new Who();

    @Parameters(
            paramLabel = "URL",
            description =
                    "imap://HOST:PORT, imaps://, pop3://, pop3s://, smtp:// or smtps://"
                            + " (submission).")
    private String url = "";

    @Option(
            names = "--users",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many users the pattern stands for. Default: 1.")
    private int users;

    @Option(
            names = {"-n", "--connections"},
            defaultValue = "8",
            paramLabel = "N",
            description = "At the same time, up to 20000. Default: 8.")
    private int connections;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Ends after so many operations. Default: only the time counts.")
    private Optional<Long> count = Optional.empty();

    @Option(
            names = "--time",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "Ends after so many seconds, up to 3600. Default: 10.")
    private int seconds;

    @Option(
            names = "--max-errors",
            defaultValue = "100",
            paramLabel = "N",
            description = "Ends after so many errors. Default: 100.")
    private long errors;

    @Option(
            names = "--timeout",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "The longest wait for a reply. Default: 30.")
    private int patience;

    @Option(names = "--starttls", description = "Secures the connections before the login.")
    private boolean starttls;

    @Option(names = "--insecure", description = "Believes any certificate.")
    private boolean insecure;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with the authorities to believe, in place of Java's own.")
    private Optional<Path> authorities = Optional.empty();

    @Option(names = "--json", description = "Prints an object of JSON.")
    private boolean json;

    /// One of these.
    static final class Who {
        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "A user, or a pattern: u%%d@example.net stands for u1, u2...")
        private Optional<String> pattern = Optional.empty();

        @Option(
                names = "--user-file",
                paramLabel = "FILE",
                description = "A file with users, a name a line.")
        private Optional<Path> file = Optional.empty();
    }

    /// {@return how long it shall last}
    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /// Runs a load until its time is over or its operations are done.
    ///
    /// @return the exit status
    int run(Function<Works, Work> kind) throws IOException, InterruptedException {
        return run(kind, count.orElse(Long.MAX_VALUE), time());
    }

    /// Runs a load in which each connection does one operation, which lasts for all of the time.
    ///
    /// @return the exit status
    int runOnce(Function<Works, Work> kind) throws IOException, InterruptedException {
        // more time, for the logins; nothing is repeated
        return run(kind, connections, time().plusSeconds(patience));
    }

    /// @throws ParameterException saying `otherwise` unless it holds
    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }

    private int run(Function<Works, Work> kind, long operations, Duration time)
            throws IOException, InterruptedException {
        require(users > 0 && users <= 1_000_000, "--users: 1 to 1000000");
        require(patience > 0 && patience <= 600, "--timeout: 1 to 600");
        Tally tally = new Tally();
        Outcome outcome;
        try {
            require(seconds <= 3600, "--time: 1 to 3600");
            Target target = Target.parse(url);
            Load.Bounds bounds = new Load.Bounds(connections, operations, time, errors);
            Dial.Security security = new Dial.Security(starttls, insecure, authorities);
            Dial dial = new Dial(target, security, Duration.ofSeconds(patience));
            Work work = kind.apply(new Works(dial, names(), password.readKnown(), tally));
            Duration lasted = Load.run(bounds, work, tally, progress());
            outcome = new Outcome(work.name(), target, connections, lasted, tally);
        } catch (Failure.Syntax e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(json ? outcome.json() : outcome.text());
        out.flush();
        return outcome.isGood() ? 0 : 1;
    }

    private UserNames names() throws IOException {
        require(
                who.file.isPresent() || who.pattern.isPresent(),
                "who shall log in? Give --user or --user-file");
        return who.file.isPresent()
                ? UserNames.file(who.file.get())
                : UserNames.pattern(who.pattern.orElseThrow(), users);
    }

    /// A bar on the terminal, if somebody sits there.
    private BiConsumer<Double, Tally> progress() {
        if (json || Terminal.ask().isEmpty()) {
            return (_, _) -> {};
        }
        return new ProgressBar(command.commandLine().getErr());
    }
}
