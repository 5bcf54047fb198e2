package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.imap.RandomSession.Kind;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Twenty sessions on one mailbox, all at once; at each synchronisation point each of them knows
/// what a client knows that has just come.
class RandomSessionsTest {
    private static final int SESSIONS = 20;
    private static final int ROUNDS = 4;
    private static final int STEPS = 12;

    @TempDir private Path folder;
    private ImapNode node;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        node.close();
    }

    @Test
    void allSessionsComeToKnowTheSame() {
        Seeded.check(5, this::play);
    }

    private void play(Dice dice) throws Exception {
        String user = "user" + dice.upTo(1_000_000_000) + "@example.net";
        node.users().with(user, "be1");
        for (int i = 0; i < 10; i++) {
            node.deliver(user, "INBOX", Letters.LUNCH);
        }
        List<RandomSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < SESSIONS; i++) {
                Dice own = new Dice(new SplittableRandom(dice.random().nextLong()));
                Kind kind = List.of(Kind.values()).get(i % 3);
                sessions.add(new RandomSession(node, user, kind, own));
            }
            long highest = 0;
            for (int round = 0; round < ROUNDS; round++) {
                all(
                        sessions,
                        session ->
                                () -> {
                                    for (int step = 0; step < STEPS; step++) {
                                        session.step();
                                    }
                                    return true;
                                });
                highest = compare(sessions, user, highest);
            }
        } finally {
            for (RandomSession session : sessions) {
                session.close();
            }
        }
    }

    /// {@return HIGHESTMODSEQ}
    private long compare(List<RandomSession> sessions, String user, long before) throws Exception {
        SessionModel truth = new SessionModel(false);
        try (ImapClient fresh = new ImapClient(node.port())) {
            fresh.ok("LOGIN " + user + " secret");
            truth.take(fresh.ok("EXAMINE INBOX (CONDSTORE)"), true);
            long highest = truth.upTo();
            assertTrue(highest >= before, () -> highest + " after " + before);
            if (truth.size() > 0) {
                truth.take(fresh.ok("FETCH 1:* (UID FLAGS MODSEQ)"), false);
            }
            assertEquals(highest, truth.upTo(), "a MODSEQ above HIGHESTMODSEQ");
        }
        Map<Long, Set<String>> view = truth.view();
        List<Map<Long, Set<String>>> views = all(sessions, session -> session::view);
        for (int i = 0; i < SESSIONS; i++) {
            assertEquals(view, views.get(i), sessions.get(i)::toString);
        }
        return truth.upTo();
    }

    /// What a session is to do.
    private interface Task<T> {
        Callable<T> of(RandomSession session);
    }

    private <T> List<T> all(List<RandomSession> sessions, Task<T> task) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        for (RandomSession session : sessions) {
            running.add(threads.submit(task.of(session)));
        }
        List<T> results = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            try {
                results.add(running.get(i).get(120, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause() + "\n" + sessions.get(i), e);
            }
        }
        return results;
    }
}
