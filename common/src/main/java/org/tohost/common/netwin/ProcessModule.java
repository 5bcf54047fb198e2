package org.tohost.common.netwin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.tohost.common.authent.AuthentModule;

/// Users whom a program knows, by the authent protocol. Its processes start when they are first
/// needed; one that is late, dies or talks nonsense is killed and replaced.
public final class ProcessModule {
    private ProcessModule() {}

    /// {@return the module, with its processes prepared and none started yet}
    public static AuthentModule of(
            ProcessSettings settings, QuestionSettings questions, Clock clock) {
        Conversations processes =
                new Conversations(
                        new Start(settings.program(), clock),
                        questions.number(),
                        new BackOff(clock, 1));
        return new AuthentClient(
                "process",
                questions,
                processes,
                question -> processes.ask(question, questions.timeout()),
                clock);
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
}
