package org.tohost.deploy.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The lines of an mbox, each with its LF; a very long one comes in pieces. Memory: two pieces.
final class MboxLines implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final InputStream in;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private boolean starts = true;
    private long read;

    MboxLines(InputStream in) {
        this.in = new BufferedInputStream(in, 256 * 1024);
    }

    /// A line or a piece of one.
    ///
    /// @param starts false for a piece that is not the first of its line
    record Line(byte[] octets, boolean starts) {
        /// {@return an octet a character, without the line end}
        String text() {
            return new String(octets, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", "");
        }

        boolean blank() {
            return starts && (octets[0] == '\n' || (octets.length == 2 && octets[0] == '\r'));
        }

        boolean begins(String words) {
            if (!starts || octets.length < words.length()) {
                return false;
            }
            for (int i = 0; i < words.length(); i++) {
                if (octets[i] != words.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// {@return the next line, which stays the next}
    Optional<Line> peek() throws IOException {
        if (ahead.isEmpty()) {
            read().ifPresent(ahead::add);
        }
        return Optional.ofNullable(ahead.peekFirst());
    }

    /// {@return the line behind the next}
    Optional<Line> behind() throws IOException {
        if (peek().isPresent() && ahead.size() == 1) {
            read().ifPresent(ahead::add);
        }
        return ahead.size() < 2 ? Optional.empty() : Optional.of(ahead.getLast());
    }

    /// {@return the next line, nothing at the end}
    Optional<Line> next() throws IOException {
        Optional<Line> line = peek();
        ahead.pollFirst();
        return line;
    }

    private Optional<Line> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = 0;
        while (octet != '\n' && line.size() < PIECE) {
            octet = in.read();
            if (octet < 0) {
                break;
            }
            line.write(octet);
        }
        if (line.size() == 0) {
            return Optional.empty();
        }
        read += line.size();
        Line found = new Line(line.toByteArray(), starts);
        starts = octet == '\n';
        return Optional.of(found);
    }

    /// {@return how many octets were read}
    long position() {
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
