package org.tohost.backend.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.fixture.Programs;

/// Messages, well made and not, in a file `corpus/<theme>.txt`. Each begins with a line `=== name`;
/// the lines behind it are its own, and end with CRLF. In guillemets stand
///
/// - octets, in hexadecimal digits: `«00»`
/// - a text and how often it comes: `«ab*100»`
/// - `-` at the end of a line that is to have no CRLF
record Corpus(String theme, List<Letter> letters) {
    private static final Pattern OCTETS = Pattern.compile("([0-9a-f]{2})+");
    private static final Pattern REPEATED = Pattern.compile("(?s)(.*)\\*([0-9]+)");

    /// A message.
    record Letter(String name, byte[] octets) {}

    /// {@return the messages of this theme}
    static Corpus read(String theme) throws IOException {
        List<Letter> letters = new ArrayList<>();
        for (String part : Files.readString(file(theme + ".txt")).split("(?m)^=== ", -1)) {
            if (!part.isEmpty()) {
                int end = part.indexOf('\n');
                letters.add(new Letter(part.substring(0, end), octets(part.substring(end + 1))));
            }
        }
        return new Corpus(theme, letters);
    }

    /// {@return a file of the corpus, in the sources}
    static Path file(String name) {
        return Programs.source("backend-node/src/test/resources/corpus/" + name);
    }

    private static byte[] octets(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : text.split("(?<=\n)", -1)) {
            boolean open = line.endsWith("«-»\n");
            String content = line.replace("\n", "").replace("«-»", "");
            write(content, out);
            if (line.endsWith("\n") && !open) {
                out.writeBytes(new byte[] {'\r', '\n'});
            }
        }
        return out.toByteArray();
    }

    private static void write(String text, ByteArrayOutputStream out) {
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('«', at);
            int plainEnd = open < 0 ? text.length() : open;
            out.writeBytes(text.substring(at, plainEnd).getBytes(StandardCharsets.UTF_8));
            at = plainEnd;
            if (open >= 0) {
                int close = closing(text, open);
                directive(text.substring(open + 1, close), out);
                at = close + 1;
            }
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '«' ? 1 : text.charAt(i) == '»' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no » in " + text);
    }

    private static void directive(String content, ByteArrayOutputStream out) {
        Matcher repeated = REPEATED.matcher(content);
        if (OCTETS.matcher(content).matches()) {
            for (int i = 0; i < content.length(); i += 2) {
                out.write(Integer.parseInt(content.substring(i, i + 2), 16));
            }
        } else if (repeated.matches()) {
            for (int i = Integer.parseInt(repeated.group(2)); i > 0; i--) {
                write(repeated.group(1), out);
            }
        } else {
            throw new IllegalArgumentException("«" + content + "»");
        }
    }
}
