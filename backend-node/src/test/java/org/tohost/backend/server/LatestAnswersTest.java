package org.tohost.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Account;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;

/// Several ask about one user at once; a gate decides whose answer comes first.
class LatestAnswersTest {
    private static final UserId ALICE = new UserId("alice@example.net");
    private static final Standing HERE =
            new Standing.Here(
                    new NodeId("be1"), new Account(ALICE, List.of("be1"), Account.Status.OK));
    private static final Standing THERE = new Standing.Elsewhere(new NodeId("be2"));
    private static final Standing SILENCE = new Standing.Unknown("silent");

    private final LatestAnswers answers = new LatestAnswers();
    private final List<Standing> noted = new CopyOnWriteArrayList<>();

    private Standing ask(Supplier<Standing> question) {
        return answers.ask(ALICE, question, noted::add);
    }

    /// Asks now; the answer comes later.
    private Future<Standing> slowly(Future<Standing> answer) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        FutureTask<Standing> asking =
                new FutureTask<>(() ->
                        ask(() -> {
                            asked.countDown();
                            return get(answer);
                        }));
        Thread.startVirtualThread(asking);
        assertTrue(asked.await(20, TimeUnit.SECONDS));
        return asking;
    }

    private static Standing get(Future<Standing> answer) {
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOlderAnswerThatComesLateIsNotNoted() throws Exception {
        CompletableFuture<Standing> late = new CompletableFuture<>();
        Future<Standing> older = slowly(late);
        assertEquals(THERE, get(slowly(CompletableFuture.completedFuture(THERE))));
        late.complete(HERE);
        assertEquals(THERE, get(older));
        assertEquals(List.of(THERE), noted);
        assertEquals(0, answers.size());
    }

    @Test
    void theNewerAnswerIsNotedLast() throws Exception {
        CompletableFuture<Standing> first = new CompletableFuture<>();
        CompletableFuture<Standing> second = new CompletableFuture<>();
        Future<Standing> older = slowly(first);
        Future<Standing> newer = slowly(second);
        first.complete(HERE);
        assertEquals(HERE, get(older));
        second.complete(THERE);
        assertEquals(THERE, get(newer));
        assertEquals(List.of(HERE, THERE), noted);
    }

    @Test
    void silenceDecidesNothing() throws Exception {
        CompletableFuture<Standing> late = new CompletableFuture<>();
        Future<Standing> older = slowly(late);
        assertEquals(SILENCE, ask(() -> SILENCE));
        late.complete(HERE);
        assertEquals(HERE, get(older));
        assertEquals(List.of(HERE), noted);
    }

    @Test
    void nothingIsHeldAfterABug() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        ask(() -> {
                            throw new IllegalStateException("oops");
                        }));
        assertEquals(0, answers.size());
    }
}
