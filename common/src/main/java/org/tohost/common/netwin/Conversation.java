package org.tohost.common.netwin;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.AuthentCommand;
import org.tohost.common.netwin.words.AuthentReply;

/// Questions and answers with one peer, one at a time.
///
/// A listener reads all that the peer says, at any time, so that a line that nobody asked for is
/// noticed when it comes and not taken for the next answer. The first thing that goes wrong ends
/// the conversation for good, and the peer with it.
final class Conversation {
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Peer peer;
    private Optional<CompletableFuture<AuthentReply>> asked = Optional.empty();
    private Optional<String> ended = Optional.empty();

    private Conversation(Peer peer) {
        this.peer = peer;
    }

    /// Begins to listen to this peer.
    static Conversation with(Peer peer) {
        Conversation conversation = new Conversation(peer);
        peer.listener(conversation::listen).start();
        return conversation;
    }

    /// {@return what the peer is called in the log}
    String who() {
        return peer.who();
    }

    /// {@return true if it can be asked}
    synchronized boolean usable() {
        return ended.isEmpty();
    }

    /// Asks and waits for the answer, for so long at most.
    ///
    /// @throws Failure.Unavailable if there is none that is one; the conversation is at its end
    ///   then
    AuthentReply ask(AuthentCommand question, Duration limit) {
        CompletableFuture<AuthentReply> answer = begin();
        // a peer that does not listen must not hold up the clock
        Thread.ofVirtual().name("authent question").start(() -> say(question));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw end("no answer in time");
        } catch (ExecutionException e) {
            throw end("no answer"); // why, is known already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw end("interrupted");
        }
    }

    /// Says `exit`, and ends the peer if that does not.
    void close() {
        boolean polite;
        synchronized (this) {
            polite = ended.isEmpty() && asked.isEmpty();
            ended = ended.or(() -> Optional.of("closed"));
        }
        try {
            if (polite) {
                Thread farewell = Thread.ofVirtual().start(this::leave);
                peer.await(FAREWELL);
                farewell.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end("closed");
    }

    private void leave() {
        say(new AuthentCommand.Exit());
        try {
            peer.out().close();
        } catch (IOException e) {
            // gone already
        }
    }

    private synchronized CompletableFuture<AuthentReply> begin() {
        if (ended.isPresent()) {
            throw new Failure.Unavailable(who() + ": " + ended.get());
        }
        CompletableFuture<AuthentReply> answer = new CompletableFuture<>();
        asked = Optional.of(answer);
        return answer;
    }

    private void say(AuthentCommand command) {
        byte[] words = command.line();
        byte[] line = Arrays.copyOf(words, words.length + 1);
        line[words.length] = '\n';
        try {
            OutputStream out = peer.out();
            out.write(line);
            out.flush();
        } catch (IOException e) {
            end("it does not listen any more");
        } finally {
            Arrays.fill(words, (byte) 0);
            Arrays.fill(line, (byte) 0);
        }
    }

    private void listen() {
        try {
            LineInput lines = new LineInput(peer.in());
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                heard(AuthentReply.parse(line.get()), lines.more());
            }
            end("it has gone");
        } catch (IOException e) {
            end("it cannot be heard any more");
        } catch (Failure.Syntax e) {
            end("it talks nonsense: " + e.getMessage());
        }
    }

    private synchronized void heard(AuthentReply reply, boolean more) {
        if (ended.isPresent()) {
            return;
        }
        if (asked.isEmpty()) {
            throw new Failure.Syntax("an answer that nobody asked for");
        }
        if (more) {
            throw new Failure.Syntax("more than one answer");
        }
        if (!isAnswer(reply)) {
            throw new Failure.Syntax("an answer to some other question");
        }
        CompletableFuture<AuthentReply> answer = asked.get();
        asked = Optional.empty();
        answer.complete(reply);
    }

    /// All that is asked here is who somebody is. A greeting such as `+OK ready` does not say it.
    private static boolean isAnswer(AuthentReply reply) {
        return switch (reply) {
            case AuthentReply.Data _ -> false;
            case AuthentReply.Ok(String text) -> text.split(" ", 2)[0].indexOf('@') > 0;
            case AuthentReply.Err _, AuthentReply.Dead _ -> true;
        };
    }

    private Failure.Unavailable end(String why) {
        Failure.Unavailable failure;
        synchronized (this) {
            ended = ended.or(() -> Optional.of(why));
            failure = new Failure.Unavailable(who() + ": " + ended.get());
            asked.ifPresent(answer -> answer.completeExceptionally(failure));
            asked = Optional.empty();
        }
        peer.kill();
        return failure;
    }
}
