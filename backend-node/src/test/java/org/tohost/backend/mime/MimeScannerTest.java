package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MimeScannerTest {
    private static final Path CORPUS = Path.of("src/test/resources/mime");
    private static final String EXPECTED = "\n=====\n";

    static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(p -> p.toString().endsWith(".txt")).sorted().toList();
        }
    }

    /// Each file holds a message (LF stands for CRLF, `\l` for a bare LF, `\c` for a bare CR, `\8`
    /// for an 8-bit octet) and, behind a line of `=`, its structure in words.
    @ParameterizedTest
    @MethodSource("corpus")
    void findsTheStructure(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int border = text.indexOf(EXPECTED);
        byte[] message = octets(text.substring(0, border));
        String expected = text.substring(border + EXPECTED.length());
        assertEquals(expected, StructureText.of(message, scan(message)));
    }

    @Test
    void opensAHundredLevelsAndNoMore() throws IOException {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b").append(i);
            message.append("\r\n\r\n--b").append(i).append("\r\n");
        }
        message.append("Content-Type: text/html\r\n\r\nhello");
        MimePart part = scan(octets(message.toString()));
        int depth = 1;
        while (part instanceof MimePart.Multipart multipart) {
            part = multipart.parts().getFirst();
            depth++;
        }
        assertEquals(MimeScanner.MAX_DEPTH, depth);
    }

    @Test
    void takesTenThousandParts() throws IOException {
        StringBuilder message =
                new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 10_000; i++) {
            message.append("--b\r\n\r\npart ").append(i).append("\r\n");
        }
        byte[] octets = octets(message.append("--b--\r\n").toString());
        MimePart whole = scan(octets);
        assertEquals(10_000, ((MimePart.Multipart) whole).parts().size());
        Extent last = whole.find(List.of(10_000)).orElseThrow().extent();
        assertEquals("part 9999", text(octets, last.bodyStart(), last.end()));
    }

    @Test
    void countsNoPartsBehindTheLimit() throws IOException {
        String message =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(30_000);
        MimePart whole = scan(octets(message));
        assertEquals(MimeScanner.MAX_PARTS - 1, ((MimePart.Multipart) whole).parts().size());
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /// Whatever the octets are, there is a structure, and parts lie within their parents in order.
    @ParameterizedTest
    @MethodSource("seeds")
    void neverFails(int seed) throws IOException {
        byte[] message = mutated(new Random(seed));
        MimePart whole = scan(message);
        assertEquals(0, whole.extent().headerStart());
        assertEquals(message.length, whole.extent().end());
        checkNesting(whole);
        Envelope.of(HeaderBlock.of(message));
    }

    /// However the stream cuts its octets, the structure is the same.
    @ParameterizedTest
    @MethodSource("seeds")
    void doesNotDependOnTheSizeOfReads(int seed) throws IOException {
        byte[] message = mutated(new Random(seed));
        Random random = new Random(seed);
        InputStream dripping =
                new ByteArrayInputStream(message) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(length, 1 + random.nextInt(9)));
                    }
                };
        assertEquals(
                StructureText.of(message, scan(message)),
                StructureText.of(message, MimeScanner.scan(dripping)));
    }

    private static void checkNesting(MimePart part) {
        Extent extent = part.extent();
        assertTrue(extent.headerStart() <= extent.bodyStart(), part::toString);
        assertTrue(extent.bodyStart() <= extent.end(), part::toString);
        assertTrue(extent.lines() <= extent.bodySize(), part::toString);
        List<MimePart> inner =
                switch (part) {
                    case MimePart.Leaf _ -> List.of();
                    case MimePart.Multipart multipart -> multipart.parts();
                    case MimePart.Embedded embedded -> List.of(embedded.message());
                };
        long from = extent.bodyStart();
        for (MimePart child : inner) {
            assertTrue(child.extent().headerStart() >= from, part::toString);
            assertTrue(child.extent().end() <= extent.end(), part::toString);
            from = child.extent().end();
            checkNesting(child);
        }
    }

    private static byte[] mutated(Random random) throws IOException {
        List<Path> files = corpus();
        byte[] one = Files.readAllBytes(files.get(random.nextInt(files.size())));
        byte[] message = octets(new String(one, StandardCharsets.ISO_8859_1));
        String spice = "\r\n-=;:\"()<> \t\0?bM\u00e4";
        for (int i = random.nextInt(40); i > 0; i--) {
            message[random.nextInt(message.length)] =
                    (byte) spice.charAt(random.nextInt(spice.length()));
        }
        return message;
    }

    private static MimePart scan(byte[] message) throws IOException {
        return MimeScanner.scan(new ByteArrayInputStream(message));
    }

    private static byte[] octets(String text) {
        return text.replace("\n", "\r\n")
                .replace("\r\r\n", "\r\n")
                .replace("\\l", "\n")
                .replace("\\c", "\r")
                .replace("\\8", "\u00e4")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets, long from, long to) {
        return new String(octets, (int) from, (int) (to - from), StandardCharsets.ISO_8859_1);
    }
}
