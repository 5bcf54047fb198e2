package org.tohost.deploy;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.tohost.deploy.bench.Works;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tohost bench`: load for a mail service of any make.
@Command(
        name = "bench",
        description =
                "Puts load on an IMAP, POP3 or submission service, checks every reply and all content,"
                        + " and tells how long things took. Exit status 1 if anything failed.",
        subcommands = {
            BenchCommand.Login.class,
            BenchCommand.Fetch.class,
            BenchCommand.Idle.class,
            BenchCommand.Deliver.class
        })
final class BenchCommand {

    @Command(name = "login", description = "Connect, log in, NOOP, log out, again and again.")
    static final class Login implements Callable<Integer> {
        @Mixin private BenchOptions options;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return options.run(Works::login);
        }
    }

    @Command(
            name = "fetch",
            description = "One message, fetched again and again by sessions that stay.")
    static final class Fetch implements Callable<Integer> {
        @Mixin private BenchOptions options;

        @Option(
                names = "--message",
                defaultValue = "1",
                paramLabel = "NUMBER",
                description = "Its number in the INBOX. Default: 1.")
        private int number;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return options.run(works -> works.fetch(number));
        }
    }

    @Command(
            name = "idle",
            description =
                    "Sessions that log in, stay for the whole time, in IDLE where there is one, and log"
                            + " out.")
    static final class Idle implements Callable<Integer> {
        @Mixin private BenchOptions options;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Duration time = options.time();
            return options.runOnce(works -> works.idle(time));
        }
    }

    @Command(
            name = "deliver",
            description =
                    "Messages by submission, from the users to each other. They stay in the mailboxes."
                            + " `tohost bench fetch` checks what arrived by the digest in them.")
    static final class Deliver implements Callable<Integer> {
        @Mixin private BenchOptions options;

        @Option(
                names = "--size",
                defaultValue = "10240",
                paramLabel = "OCTETS",
                description = "Of a message, up to 50 MiB. Default: 10240.")
        private int size;

        @Override
        public Integer call() throws IOException, InterruptedException {
            options.require(size > 0 && size <= 50 * 1024 * 1024, "--size: 1 to 52428800");
            return options.run(works -> works.deliver(size, new SecureRandom(), Clock.systemUTC()));
        }
    }
}
