package org.tohost.common.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/// One run of a transcript: the connection, what is known by name so far, and what was said.
final class TranscriptRun implements Closeable {
    private final Transcript transcript;
    private final TranscriptPeer peer;
    private final Map<String, String> known;
    private final StringBuilder said = new StringBuilder();
    private Socket socket;

    TranscriptRun(Transcript transcript, TranscriptPeer peer, Map<String, String> known)
            throws IOException {
        this.transcript = transcript;
        this.peer = peer;
        this.known = new HashMap<>(known);
        this.socket = peer.connect();
    }

    void play() throws IOException {
        for (Transcript.Line line : transcript.lines()) {
            switch (line.kind()) {
                case SEND -> send(line.text() + "{crlf}");
                case SEND_WITHOUT_CRLF -> send(line.text());
                case EXPECT -> expect(line, false);
                case EXPECT_LATER -> expect(line, true);
                case CONTROL -> control(line);
            }
        }
    }

    private void send(String text) throws IOException {
        byte[] octets = TranscriptWords.toSend(text, known);
        said.append("C: ").append(new String(octets, StandardCharsets.UTF_8).stripTrailing());
        said.append('\n');
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    private void expect(Transcript.Line line, boolean later) throws IOException {
        TranscriptWords.Expected expected = TranscriptWords.toExpect(line.text(), known);
        while (true) {
            String text = read(line).orElseThrow(() -> failed(line, "the server hung up"));
            said.append("S: ").append(text).append('\n');
            Matcher matcher = expected.pattern().matcher(text);
            if (matcher.matches()) {
                expected.names().forEach(name -> known.put(name, matcher.group(name)));
                return;
            }
            if (!later) {
                throw failed(line, "the last line is another one");
            }
        }
    }

    private void control(Transcript.Line line) throws IOException {
        switch (line.text()) {
            case "tls" -> socket = peer.secured(socket);
            case "half-close" -> socket.shutdownOutput();
            case "closed" -> {
                Optional<String> more = read(line);
                if (more.isPresent()) {
                    said.append("S: ").append(more.get()).append('\n');
                    throw failed(line, "the server says more");
                }
            }
            default -> throw new IllegalArgumentException("unknown: -- " + line.text());
        }
    }

    /// The next line without its CRLF, or nothing at the end of the stream.
    private Optional<String> read(Transcript.Line line) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            int octet = socket.getInputStream().read();
            while (octet >= 0 && octet != '\n') {
                octets.write(octet);
                octet = socket.getInputStream().read();
            }
            String text = octets.toString(StandardCharsets.UTF_8);
            if (octet < 0 && text.isEmpty()) {
                return Optional.empty();
            }
            if (!text.endsWith("\r")) {
                said.append("S: ").append(text).append('\n');
                throw failed(line, "a line of the server has no CRLF");
            }
            return Optional.of(text.substring(0, text.length() - 1));
        } catch (SocketTimeoutException e) {
            throw failed(line, "nothing came within " + peer.limit().toSeconds() + " s");
        }
    }

    private AssertionError failed(Transcript.Line line, String what) {
        return new AssertionError(
                transcript.name()
                        + ".txt:"
                        + line.number()
                        + ": "
                        + what
                        + "\n  expected: "
                        + line.text()
                        + "\n  the dialogue so far:\n"
                        + said.toString().indent(4));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
