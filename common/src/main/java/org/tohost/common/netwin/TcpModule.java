package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// Users whom servers of the authent protocol know. Connects when it is first asked, and again when
/// a connection is lost; of several servers, the next is asked when one fails.
public final class TcpModule {
    private final int servers;
    private final Duration limit;
    private final Conversations connections;

    private TcpModule(TcpSettings settings, QuestionSettings questions, Clock clock) {
        this.servers = settings.servers().size();
        this.limit = questions.timeout();
        this.connections =
                new Conversations(
                        new TcpDial(settings), questions.number(), new BackOff(clock, servers));
    }

    /// {@return the module, with its connections prepared and none made yet}
    ///
    /// @throws Failure.Unavailable if a file with a key or certificate is unusable
    public static AuthentModule of(TcpSettings settings, QuestionSettings questions, Clock clock) {
        TcpModule tcp = new TcpModule(settings, questions, clock);
        return new AuthentClient("tcp", questions, tcp.connections, tcp::ask, clock);
    }

    /// Asks once for each server, and of a single one twice, as an old connection may be dead. The
    /// time is parted so that the last one still has its share.
    private AuthentReply ask(AuthentCommand question) {
        int tries = Math.max(2, servers);
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; true; i++) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            try {
                return connections.ask(question, left.dividedBy(Math.max(1, servers - i)));
            } catch (Failure.Unavailable e) {
                if (i + 1 >= tries || System.nanoTime() >= end) {
                    throw e;
                }
            }
        }
    }
}
