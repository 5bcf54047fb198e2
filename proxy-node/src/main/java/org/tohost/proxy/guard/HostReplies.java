package org.tohost.proxy.guard;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tohost.common.failure.Failure;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// The replies that the client awaits, those of the server and those of the guard in one row. A
/// server that says what nobody asked for, or no replies at all, is out of step: the session ends.
final class HostReplies {
    private static final int LONGEST_LINE = 4096;
    private static final int CLOSING = 421;
    private static final String LOST = "back-end closed";

    private final LineFramer output = new LineFramer(LONGEST_LINE);
    private final SmtpReplyReader reader = new SmtpReplyReader();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Deque<Turn> turns = new ArrayDeque<>();
    private boolean ended;
    private boolean over;

    /// What was heard from the server.
    ///
    /// @param answersData true if it was the reply to DATA
    /// @param wantsContent true if that was a yes
    record Heard(List<Deed> deeds, boolean answersData, boolean wantsContent) {
        static Heard of(List<Deed> deeds) {
            return new Heard(deeds, false, false);
        }
    }

    void feed(byte[] octets) {
        output.feed(octets);
    }

    void end() {
        ended = true;
    }

    int held() {
        return output.available();
    }

    byte[] rest() {
        return output.remainder();
    }

    int count() {
        return turns.size();
    }

    /// {@return true if the client awaits nothing, and the server has not begun to say anything}
    boolean areAll() {
        return turns.isEmpty() && lines.size() == 0;
    }

    @Nullable Turn next() {
        return turns.peek();
    }

    /// The server owes a reply.
    void await(Turn turn) {
        turns.add(turn);
    }

    /// A reply of our own, in its turn.
    List<Deed> say(Turn turn) {
        turns.add(turn);
        return ready(new ArrayList<>());
    }

    /// {@return what the server's octets lead to, one reply at a time}
    Heard hear() {
        while (!over) {
            Optional<Frame> frame = output.next();
            if (frame.isEmpty()) {
                return ended ? lost() : Heard.of(List.of());
            }
            try {
                Optional<SmtpReply> reply = line(frame.get());
                if (reply.isPresent()) {
                    byte[] octets = lines.toByteArray();
                    lines.reset();
                    return reply(reply.get(), octets);
                }
            } catch (Failure.Syntax e) {
                return outOfStep(e.getMessage());
            }
        }
        return Heard.of(List.of());
    }

    private Optional<SmtpReply> line(Frame frame) {
        if (!(frame instanceof Frame.Line line)) {
            throw new Failure.Syntax("not a line of SMTP");
        }
        lines.writeBytes(line.octets());
        lines.writeBytes(new byte[] {'\r', '\n'});
        return reader.add(line.text());
    }

    private Heard reply(SmtpReply reply, byte[] octets) {
        if (reply.code() == CLOSING) {
            return end(octets, LOST);
        }
        Turn turn = turns.poll();
        boolean data = turn instanceof Turn.Data;
        boolean yes = data && reply.isIntermediate();
        if (turn == null || reply.isIntermediate() != yes || (data && reply.isPositive())) {
            return outOfStep("a reply that nobody awaits: " + reply);
        }
        if (yes) {
            turns.addFirst(new Turn.Content());
        }
        byte[] heard = turn instanceof Turn.Hello(byte[] own) && reply.isPositive() ? own : octets;
        List<Deed> deeds = new ArrayList<>(List.of(new Deed.ToClient(heard)));
        return new Heard(ready(deeds), data, yes);
    }

    /// Adds the replies of our own whose turn it is.
    private List<Deed> ready(List<Deed> deeds) {
        while (turns.peek() instanceof Turn.Said said) {
            deeds.add(new Deed.ToClient(said.reply()));
            turns.remove();
        }
        if (turns.peek() instanceof Turn.Last last) {
            over = true;
            deeds.add(new Deed.End(last.reply(), last.why()));
        }
        return deeds;
    }

    private Heard lost() {
        boolean owed = !turns.isEmpty();
        return end(owed ? Guard.farewell("Connection lost, try later") : new byte[0], LOST);
    }

    private Heard outOfStep(String why) {
        return end(Guard.farewell("Out of step, try later"), "back-end out of step: " + why);
    }

    private Heard end(byte[] lastWords, String why) {
        over = true;
        return Heard.of(List.of(new Deed.End(lastWords, why)));
    }
}
