package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserView;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.UserId;

/// `tohost store undelete`, `purge` and `compact`, against a store that serves.
class StoreGoneTest {
    private static final UserId ANNA = new UserId("anna@example.test");
    private static final Instant DATE = Instant.parse("2020-02-03T04:05:06Z");

    @TempDir private Path home;
    private StoreNode node;

    @BeforeEach
    void start() throws IOException {
        node = new StoreNode(home);
        node.store().user(ANNA).apply(new Intent.CreateMailbox("Träume"));
        node.append(ANNA, "INBOX", "one", DATE);
        node.append(ANNA, "INBOX", "two", DATE);
        node.append(ANNA, "INBOX", "three", DATE);
        node.append(ANNA, "Träume", "four", DATE);
        long inbox = view().inbox().id();
        node.store().user(ANNA).apply(Intent.Expunge.these(inbox, Uids.of(1)));
        node.store().user(ANNA).apply(new Intent.Move(inbox, Uids.of(2), "Träume"));
        node.store().user(ANNA).apply(new Intent.DeleteMailbox("Träume"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private UserView view() {
        return node.store().user(ANNA).view();
    }

    private List<String> lines(int status, String... arguments) {
        assertEquals(status, node.run(arguments), node::err);
        return node.out().lines().toList();
    }

    @Test
    void bringsBackWhatIsGone() {
        List<String> lines = lines(0, "undelete", ANNA.name(), "Träume", "--json");
        assertEquals(
                List.of("{\"mailbox\":\"Träume\",\"brought back\":\"2\"}", "{\"messages\":\"2\"}"),
                lines);
        lines = lines(0, "undelete", ANNA.name(), "--json");
        assertEquals("{\"messages\":\"1\"}", lines.getLast(), "what was moved is there already");
        assertEquals(2, view().inbox().messages().size());
        assertEquals("{\"messages\":\"0\"}", lines(0, "undelete", ANNA.name(), "--json").getLast());
    }

    @Test
    void bringsBackWhatWentSinceATime() {
        String future = Instant.now().plusSeconds(3600).toString();
        assertEquals(
                "{\"messages\":\"0\"}",
                lines(0, "undelete", ANNA.name(), "--since", future, "--json").getLast());
        String past = Instant.now().minusSeconds(3600).toString();
        assertEquals(
                "{\"messages\":\"4\"}",
                lines(0, "undelete", ANNA.name(), "--since", past, "--json").getLast());
    }

    @Test
    void saysWhatIsNotUnderstood() {
        assertEquals(2, node.run("undelete", ANNA.name(), "--since", "yesterday"));
        assertEquals(2, node.run("undelete", "nobody"));
        assertEquals(1, node.run("undelete", ANNA.name(), "never"));
        assertTrue(node.err().contains("never"), node::err);
        assertEquals(1, node.run("undelete", "nobody@example.test"));
        assertTrue(node.err().contains("no mail of nobody@example.test here"), node::err);
    }

    @Test
    void noQuotaKeepsMailFromComingBackAndThatIsTold() throws IOException {
        node.close();
        node =
                new StoreNode(
                        home,
                        home.resolve("store"),
                        new QuotaSettings(
                                Optional.of(new ByteSize(5)), 0, QuotaSettings.Reject.TEMPORARY));
        List<String> lines = lines(0, "undelete", ANNA.name(), "--json");
        assertEquals(
                List.of(
                        "{\"over quota\":\"anna@example.test\",\"octets\":\"18\","
                                + "\"messages\":\"5\"}",
                        "{\"messages\":\"4\"}"),
                lines.subList(lines.size() - 2, lines.size()));
        assertEquals(5, view().usage().messages());
    }

    @Test
    void takesWhatIsGoneOffTheDisk() {
        String told = lines(0, "purge", ANNA.name(), "--json").getLast();
        assertTrue(told.startsWith("{\"files rewritten\":\"1\","), told);
        assertTrue(view().deleted().isEmpty());
        assertEquals("{\"messages\":\"0\"}", lines(0, "undelete", ANNA.name(), "--json").getLast());
        told = lines(0, "compact", "--json").getLast();
        assertTrue(told.contains("\"held by readers\":\"false\""), told);
    }
}
