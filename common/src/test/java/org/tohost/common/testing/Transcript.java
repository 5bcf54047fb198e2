package org.tohost.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A dialogue with a server, line by line, in a file `transcripts/<protocol>/<name>.txt`:
///
/// ```
/// # a comment
/// S: * OK {*}
/// C: a1 LOGIN {user} {password}
/// S~: a1 OK {*}
/// -- closed
/// ```
///
/// - `C:` sends a line with CRLF, `c:` sends it without.
/// - `S:` is the next line of the server; `S~:` leaves lines out until this one comes.
/// - `-- tls` starts TLS, `-- half-close` ends our side, `-- closed` wants the server to have hung
///   up.
/// - In lines of the client `{crlf}`, `{cr}`, `{lf}`, `{nul}` stand for these octets and
///   `{base64:TEXT}` for the text in Base64, `\0` in it being NUL.
/// - In lines of the server `{*}` stands for anything, `{/regex/}` for what it matches and
///   `{name=/regex/}` also remembers it.
/// - `{name}` stands for what is known under that name. Other braces, as in `{12}`, are themselves.
public record Transcript(String name, List<Line> lines) {
    /// A line of the file: its number, what it tells to do, and the text behind that.
    public record Line(int number, Kind kind, String text) {}

    /// What a line tells to do.
    public enum Kind {
        SEND,
        SEND_WITHOUT_CRLF,
        EXPECT,
        EXPECT_LATER,
        CONTROL
    }

    /// {@return all transcripts in the folder `transcripts/<protocol>` beside the tests of this
    /// class, by name}
    public static List<Transcript> all(Class<?> tests, String protocol) {
        try {
            URI root = tests.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path folder = Path.of(root).resolve("transcripts").resolve(protocol);
            try (Stream<Path> files = Files.list(folder)) {
                List<Transcript> all =
                        files.filter(file -> file.toString().endsWith(".txt"))
                                .sorted()
                                .map(Transcript::read)
                                .toList();
                if (all.isEmpty()) {
                    throw new IllegalArgumentException("no transcripts in " + folder);
                }
                return all;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return the transcript in this text}
    public static Transcript parse(String name, String text) {
        List<Line> lines = new ArrayList<>();
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line(name, i + 1, line));
            }
        }
        return new Transcript(name, lines);
    }

    /// Holds the dialogue with this server, with nothing known by name.
    public void run(TranscriptPeer peer) throws IOException {
        run(peer, Map.of());
    }

    /// Holds the dialogue with this server.
    ///
    /// @param known what stands for `{name}`
    public void run(TranscriptPeer peer, Map<String, String> known) throws IOException {
        try (TranscriptRun run = new TranscriptRun(this, peer, known)) {
            run.play();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Transcript read(Path file) {
        try {
            return parse(
                    Objects.toString(file.getFileName()).replace(".txt", ""),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String name, int number, String line) {
        int space = line.indexOf(' ');
        String mark = space < 0 ? line : line.substring(0, space);
        String text = space < 0 ? "" : line.substring(space + 1);
        return switch (mark) {
            case "C:" -> new Line(number, Kind.SEND, text);
            case "c:" -> new Line(number, Kind.SEND_WITHOUT_CRLF, text);
            case "S:" -> new Line(number, Kind.EXPECT, text);
            case "S~:" -> new Line(number, Kind.EXPECT_LATER, text);
            case "--" -> new Line(number, Kind.CONTROL, text.strip().toLowerCase(Locale.ROOT));
            default ->
                    throw new IllegalArgumentException(
                            name + ":" + number + ": expected C: c: S: S~: -- or #");
        };
    }
}
