package org.tohost.common.netwin;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.UserKey;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// Users whom servers of the authent protocol know. Connects when it is first asked, and again when
/// a connection is lost; of several servers, the next is asked when one fails.
public final class TcpModule implements AuthentModule {
    private final int servers;
    private final Duration limit;
    private final Conversations connections;
    private final AuthentClient client;

    /// Prepares the connections; makes none yet.
    ///
    /// @throws Failure.Unavailable if a file with a key or certificate is unusable
    public TcpModule(TcpSettings settings, QuestionSettings questions, Clock clock) {
        this.servers = settings.servers().size();
        this.limit = questions.timeout();
        this.connections =
                new Conversations(
                        new TcpDial(settings), questions.number(), new BackOff(clock, servers));
        this.client = new AuthentClient(questions, this::ask, new Answering(name(), clock));
    }

    @Override
    public String name() {
        return "tcp";
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
        connections.close();
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
