package org.tohost.common.netwin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;

/// Users whom a program knows, by the authent protocol. Its processes start when they are first
/// needed; one that is late, dies or talks nonsense is killed and replaced.
public final class ProcessModule implements AuthentModule {
    private final Conversations processes;
    private final AuthentClient client;

    /// Prepares the processes; starts none yet.
    public ProcessModule(ProcessSettings settings, QuestionSettings questions, Clock clock) {
        this.processes =
                new Conversations(
                        new Start(settings.program(), clock),
                        questions.number(),
                        new BackOff(clock, 1));
        this.client =
                new AuthentClient(
                        questions,
                        question -> processes.ask(question, questions.timeout()),
                        new Answering(name(), clock));
    }

    /// Starts processes.
    private record Start(ProgramLine program, Clock clock) implements Conversations.Dial {
        @Override
        public Peer open(Duration limit) throws IOException {
            return ProcessPeer.start(program, clock);
        }

        @Override
        public void failed(String who) {
            // the next one is of the same program
        }
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public Finding find(UserKey key) {
        return client.find(key);
    }

    @Override
    public AuthResult check(Login login, Supplier<Finding> known) {
        return client.check(login, known);
    }

    @Override
    public void watch(Changes changes) {
        // the protocol tells of none
    }

    @Override
    public boolean healthy() {
        return client.healthy();
    }

    @Override
    public void close() {
        processes.close();
    }
}
