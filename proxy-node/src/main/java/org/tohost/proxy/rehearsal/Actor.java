package org.tohost.proxy.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.tohost.common.net.LineConnection;
import org.tohost.common.net.LineReader;
import org.tohost.common.wire.Frame;

/// Plays a part on a connection.
final class Actor implements LineReader {
    private final LineConnection connection;
    private final Queue<Part.Cue> cues;
    private final Consumer<Boolean> over;

    private Actor(LineConnection connection, Part part, Consumer<Boolean> over) {
        this.connection = connection;
        this.cues = new ArrayDeque<>(part.cues());
        this.over = over;
    }

    /// Begins; at the end, once, it tells whether all cues came.
    static void play(LineConnection connection, Part part, Consumer<Boolean> over) {
        if (!part.opening().isEmpty()) {
            connection.write(line(part.opening()));
        }
        connection.start(new Actor(connection, part, over));
    }

    @Override
    public void frame(Frame frame) {
        Part.Cue next = cues.peek();
        if (next != null && frame instanceof Frame.Line line && next.isOn(line.text())) {
            cues.remove();
            say(next.said());
        }
    }

    @Override
    public void ended() {
        connection.close();
    }

    @Override
    public void closed(String why) {
        over.accept(cues.isEmpty());
    }

    private void say(String said) {
        byte[] octets = said.isEmpty() ? new byte[0] : line(said);
        if (cues.isEmpty()) {
            connection.end(octets);
        } else {
            connection.write(octets);
        }
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
