package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients are told of messages, damaged ones above all: never an error, and always the same,
/// which stands in `corpus/<theme>.golden`. Of a text that is long the golden has the beginning,
/// its length and its CRC-32. Parts that are not there are left out.
///
/// The goldens were read, and compared with what Dovecot 2.3.19 says of the same messages; where
/// the two differ is in `docs/protocols.md`. What is new is found in `target/corpus`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    private static final String USER = "fred@example.net";
    private static final int SHOWN = 600;

    private static final List<String> ITEMS =
            List.of(
                    "ENVELOPE",
                    "BODYSTRUCTURE",
                    "PREVIEW",
                    "BODY.PEEK[HEADER.FIELDS (Subject)]<0.100>",
                    "BODY.PEEK[1]<0.60>",
                    "BODY.PEEK[1.MIME]<0.60>",
                    "BODY.PEEK[1.HEADER.FIELDS (Subject)]<0.60>",
                    "BODY.PEEK[1.TEXT]<0.60>",
                    "BODY.PEEK[1.1]<0.60>",
                    "BODY.PEEK[1.2.HEADER]<0.60>",
                    "BODY.PEEK[2]<0.60>",
                    "BODY.PEEK[2.1.MIME]<0.60>",
                    "BINARY.PEEK[1]<0.60>",
                    "BINARY.SIZE[1]");

    private ImapNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
        node.users().with(USER, "be1");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addresses",
                "subjects",
                "headers",
                "types",
                "multiparts",
                "messages",
                "bodies"
            })
    void isToldAsItWas(String theme) throws IOException {
        compare(Corpus.read(theme));
    }

    @Test
    void whatIsTooMuchIsToldInBounds() throws IOException {
        compare(Giants.corpus());
    }

    private void compare(Corpus corpus) throws IOException {
        StringBuilder told = new StringBuilder();
        try (ImapClient client = new ImapClient(node.port())) {
            client.ok("LOGIN " + USER + " secret");
            client.ok("CREATE " + corpus.theme());
            for (Corpus.Letter letter : corpus.letters()) {
                node.deliver(USER, corpus.theme(), letter.octets());
            }
            client.ok("SELECT " + corpus.theme());
            int number = 0;
            for (Corpus.Letter letter : corpus.letters()) {
                told.append("=== ").append(letter.name()).append('\n');
                told.append(told(client, ++number));
            }
        }
        Path golden = Corpus.file(corpus.theme() + ".golden");
        String expected = Files.exists(golden) ? Files.readString(golden) : "";
        if (!expected.contentEquals(told)) {
            Path target = Files.createDirectories(Path.of("target/corpus").toAbsolutePath());
            Files.writeString(target.resolve(corpus.theme() + ".golden"), told);
        }
        assertEquals(expected, told.toString());
    }

    private static String told(ImapClient client, int number) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String item : ITEMS) {
            List<String> answer = client.exchange("FETCH " + number + " " + item);
            String status = answer.getLast();
            boolean unknown = status.startsWith("NO [UNKNOWN-CTE]") && item.startsWith("BINARY");
            assertTrue(status.startsWith("OK") || unknown, item + ": " + status);
            String text = unknown ? item + " UNKNOWN-CTE" : content(answer.getFirst(), number);
            if (!text.endsWith(" NIL")) {
                told.append(shown(text)).append('\n');
            }
        }
        return told.toString();
    }

    private static String content(String response, int number) {
        String begin = "* " + number + " FETCH (";
        assertTrue(response.startsWith(begin) && response.endsWith(")\r\n"), response);
        return response.substring(begin.length(), response.length() - 3);
    }

    private static String shown(String octets) {
        if (octets.length() > SHOWN) {
            CRC32 crc = new CRC32();
            crc.update(octets.getBytes(StandardCharsets.ISO_8859_1));
            String rest = "... " + octets.length() + " " + Long.toHexString(crc.getValue());
            return shown(octets.substring(0, SHOWN / 2)) + rest;
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "«%02x»".formatted((int) c));
        }
        return shown.toString().replace("«0d»«0a»", "«crlf»");
    }
}
