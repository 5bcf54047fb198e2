package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.Rights;
import org.tohost.common.domain.UserId;

/// `tohost store dump` and `strays`, against a store that serves.
class StoreDumpTest {
    private static final UserId ANNA = new UserId("anna@example.test");
    private static final UserId BERT = new UserId("bert@example.test");
    private static final Instant DATE = Instant.parse("2020-02-03T04:05:06Z");

    @TempDir private Path home;
    private StoreNode node;

    @BeforeEach
    void start() throws IOException {
        node = new StoreNode(home);
        append(ANNA, "one");
        append(ANNA, "three");
        append(BERT, "two");
        append(StoreNode.EVE, "four");
        append(StoreNode.MOVED, "five5");
        node.store().user(ANNA).apply(new Intent.CreateMailbox("Träume & \"so\""));
        node.store().user(ANNA).apply(new Intent.Subscribe("gone"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void append(UserId user, String text) {
        node.append(user, "INBOX", text, DATE);
    }

    private List<String> lines(int status, String... arguments) {
        assertEquals(status, node.run(arguments), node::err);
        return node.out().lines().toList();
    }

    @Test
    void dumpsAllThatIsKnownOfAUser() {
        node.store().user(ANNA).apply(new Intent.SetRights(1, BERT.name(), Rights.parse("lr")));
        List<String> lines = lines(0, "dump", ANNA.name(), "--json");
        assertEquals(
                "{\"user\":\"anna@example.test\",\"messages\":\"2\",\"octets\":\"8\","
                        + "\"owned\":\"false\",\"changes\":\"5\"}",
                lines.getFirst());
        assertTrue(
                lines.get(1).startsWith("{\"id\":\"1\",\"mailbox\":\"INBOX\","), lines::toString);
        assertTrue(lines.get(2).contains("\"mailbox\":\"Träume & \\\"so\\\"\""), lines::toString);
        assertEquals("{\"subscription\":\"gone\"}", lines.get(3));
        assertTrue(lines.get(1).contains("\"rights\":\"bert@example.test lr\""), lines::toString);
        assertTrue(lines.get(5).contains("\"threadid\":\"T"), lines::toString);
        assertTrue(
                lines.get(5)
                        .contains(
                                "\"uid\":\"2\",\"modseq\":\"3\",\"octets\":\"5\","
                                        + "\"internaldate\":\"2020-02-03T04:05:06Z\""),
                lines::toString);
        assertEquals(6, lines.size());
    }

    @Test
    void aTableHasHeadsAndColumns() {
        List<String> lines = lines(0, "dump", ANNA.name());
        assertEquals("USER               MESSAGES  OCTETS  OWNED  CHANGES", lines.get(0));
        assertEquals("anna@example.test         2       8  false        4", lines.get(1));
        assertEquals("", lines.get(2));
    }

    @Test
    void aWrongNameIsAWrongOption() {
        assertEquals(2, node.run("dump", "nobody at all"));
    }

    @Test
    void listsWhoShouldNotBeHere() {
        List<String> lines = lines(0, "strays", "--json");
        assertEquals(
                List.of(
                        "{\"user\":\"eve@example.test\",\"messages\":\"1\",\"octets\":\"4\","
                                + "\"mailboxes\":\"1\",\"why\":\"not in the user database\"}",
                        "{\"user\":\"moved@example.test\",\"messages\":\"1\",\"octets\":\"5\","
                                + "\"mailboxes\":\"1\",\"why\":\"belongs to be2\"}",
                        "{\"users\":\"4\",\"strays\":\"2\",\"not known\":\"0\"}"),
                lines);
    }

    @Test
    void anOutageIsNoAnswer() {
        node.silence();
        assertEquals(
                List.of("{\"users\":\"4\",\"strays\":\"0\",\"not known\":\"4\"}"),
                lines(1, "strays", "--json"));
        assertTrue(node.err().contains("the user database does not answer"), node.err());
    }
}
