package org.tohost.backend.imap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tohost.common.testing.Transcript;
import org.tohost.common.testing.TranscriptPeer;

/// Each transcript has a user of its own, with the three letters in INBOX.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImapTranscriptTest {
    private ImapNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        node = new ImapNode(folder, ImapNode.settings());
        node.users().with("elsewhere@example.net", "be2").closed("closed@example.net");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    static List<Transcript> transcripts() {
        return Transcript.all(ImapTranscriptTest.class, "imap");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void plays(Transcript transcript) throws IOException {
        String user = transcript.name() + "@example.net";
        node.users().with(user, "be1");
        Letters.ALL.forEach(letter -> node.deliver(user, "INBOX", letter));
        transcript.run(
                TranscriptPeer.plain(node.port()), Map.of("user", user, "password", "secret"));
    }
}
