package org.tohost.deploy.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// The kinds of load. Users take turns, connection after connection. Any thread.
public final class Works {
    /// So many logins of an `idle` load are under way at once.
    private static final int RAMP = 32;

    private final Dial dial;
    private final UserNames users;
    private final Secret password;
    private final Tally tally;
    private final AtomicLong turn = new AtomicLong();

    /// Loads on this service, by users who all have this password.
    public Works(Dial dial, UserNames users, Secret password, Tally tally) {
        this.dial = dial;
        this.users = users;
        this.password = password;
        this.tally = tally;
    }

    /// {@return connect, log in, NOOP, log out}
    public Work login() {
        return whole("login", client -> client.ping());
    }

    /// {@return connect, log in, stay for this time, log out}
    public Work idle(Duration time) {
        Semaphore ramp = new Semaphore(RAMP);
        return new Whole("idle", ramp, client -> client.hold(time));
    }

    /// {@return one message again and again; it must be the same each time, and what its head says}
    ///
    /// @throws Failure.Syntax if the service is not one that mail is read by
    public Work fetch(int number) {
        switch (dial.target().scheme()) {
            case IMAP, IMAPS, POP3, POP3S -> {}
            case SMTP, SMTPS -> throw new Failure.Syntax("nothing can be fetched by SMTP");
        }
        Map<String, String> digests = new ConcurrentHashMap<>();
        return kept("fetch", (session, _) -> fetch(session, number, digests));
    }

    /// {@return messages of about so many octets, each to the next user}
    ///
    /// @throws Failure.Syntax if the service is not one that takes mail
    public Work deliver(int octets, RandomGenerator random, Clock clock) {
        switch (dial.target().scheme()) {
            case SMTP, SMTPS -> {}
            case IMAP, IMAPS, POP3, POP3S ->
                    throw new Failure.Syntax("mail is delivered by smtp:// or smtps://");
        }
        BenchMessage message = BenchMessage.ofSize(octets, random);
        String run = Long.toHexString(random.nextLong());
        return kept(
                "deliver",
                (session, round) -> {
                    String to = users.at(turn.getAndIncrement());
                    byte[] head =
                            message.head(
                                    session.user(),
                                    to,
                                    run + "." + session.turn() + "." + round,
                                    clock.instant());
                    ((SmtpClient) session.client())
                            .deliver(session.user(), to, head, message.body());
                    return message.octets();
                });
    }

    private static long fetch(Session session, int number, Map<String, String> digests)
            throws IOException {
        ContentCheck check = new ContentCheck();
        ((MailClient.Reader) session.client()).fetch(number, check);
        Optional<String> flaw = check.flaw();
        if (flaw.isPresent()) {
            throw new Unexpected("fetch", flaw.get());
        }
        String digest = check.digest();
        if (!digest.equals(digests.computeIfAbsent(session.user(), _ -> digest))) {
            throw new Unexpected("fetch", "the message is not the one that it was before");
        }
        return check.octets();
    }

    /// A client that has logged in.
    private record Session(MailClient client, String user, long turn) {}

    private Session logIn() throws IOException {
        long mine = turn.getAndIncrement();
        String user = users.at(mine);
        long begun = System.nanoTime();
        MailClient client = MailClient.connect(dial);
        try {
            client.login(user, password);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        tally.loggedIn(System.nanoTime() - begun);
        return new Session(client, user, mine);
    }

    /// What is done with a client.
    private interface Task {
        void with(MailClient client) throws IOException;
    }

    /// An operation of a session that stays; `round` counts them.
    private interface Step {
        long with(Session session, long round) throws IOException;
    }

    private Work whole(String name, Task task) {
        return new Whole(name, new Semaphore(Integer.MAX_VALUE), task);
    }

    private Work kept(String name, Step step) {
        return new Kept(name, step);
    }

    /// A session of its own for each operation.
    private final class Whole implements Work {
        private final String name;
        private final Semaphore ramp;
        private final Task task;

        Whole(String name, Semaphore ramp, Task task) {
            this.name = name;
            this.ramp = ramp;
            this.task = task;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Round begin() {
            return new Round() {
                @Override
                public long once() throws IOException {
                    try (MailClient client = enter()) {
                        task.with(client);
                        client.quit();
                    }
                    return 0;
                }

                @Override
                public void finish() {}

                @Override
                public void close() {}
            };
        }

        private MailClient enter() throws IOException {
            ramp.acquireUninterruptibly();
            try {
                return logIn().client();
            } finally {
                ramp.release();
            }
        }
    }

    /// One session for all operations.
    private final class Kept implements Work {
        private final String name;
        private final Step step;

        Kept(String name, Step step) {
            this.name = name;
            this.step = step;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Round begin() throws IOException {
            Session session = logIn();
            return new Round() {
                private long round;

                @Override
                public long once() throws IOException {
                    return step.with(session, round++);
                }

                @Override
                public void finish() throws IOException {
                    session.client().quit();
                }

                @Override
                public void close() throws IOException {
                    session.client().close();
                }
            };
        }
    }
}
