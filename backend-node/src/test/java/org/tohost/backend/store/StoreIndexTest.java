package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;
import static org.tohost.backend.store.StoreFixture.append;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.FileDisk;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// Whatever becomes of the index, the store is what its log says.
class StoreIndexTest {
    private static final List<UserId> USERS =
            Stream.concat(
                            Stream.of(ANNA, BERT),
                            IntStream.range(0, 6)
                                    .mapToObj(i -> new UserId("u" + i + "@example.test")))
                    .toList();

    private static final StoreSettings COMPACTED =
            new StoreSettings("store", new ByteSize(8192), new ByteSize(4096), 3);

    @TempDir Path folder;

    @Test
    void anIndexOfAnyDayLeadsToTheSameState() {
        Seeded.check(6, dice -> run(dice, folder.resolve("s" + dice.random().nextLong())));
    }

    /// Changes and bodies move, and users get checkpoints, while all goes on.
    @Test
    void whatWasCompactedLeadsToTheSameState() {
        Seeded.check(
                5, dice -> run(dice, folder.resolve("c" + dice.random().nextLong()), COMPACTED));
    }

    private static void run(Dice dice, Path home) throws IOException {
        run(dice, home, StoreFixture.SMALL);
    }

    private static void run(Dice dice, Path home, StoreSettings settings) throws IOException {
        Map<String, String> before = new TreeMap<>();
        for (int round = 0; round < 6; round++) {
            try (MailStore store = StoreFixture.open(home, new FileDisk(), settings)) {
                assertEquals(before, dump(store, before.isEmpty()), "round " + round);
                for (int step = dice.upTo(150); step > 0; step--) {
                    work(store, dice);
                    if (settings.equals(COMPACTED) && dice.oneIn(25)) {
                        compact(store, dice);
                    }
                }
                before.clear();
                before.putAll(dump(store, false));
            }
            change(home, round, dice);
        }
    }

    private static void compact(MailStore store, Dice dice) {
        if (dice.oneIn(3)) {
            store.purge(dice.oneOf(USERS), (_, _) -> {});
        } else {
            Map<String, String> before = dump(store, false);
            Reclaimed reclaimed = store.compact();
            assertEquals(before, dump(store, false), reclaimed.toString());
        }
    }

    /// Does something to somebody.
    static void work(MailStore store, Dice dice) {
        UserId user = dice.oneOf(USERS);
        String text = "text " + dice.random().nextLong() + ".".repeat(dice.upTo(300));
        try (Spooled body = StoreFixture.mail(store, text)) {
            RandomIntents intents = new RandomIntents(dice, body);
            switch (dice.upTo(5)) {
                case 0 -> store.accept(intents.acceptance(USERS));
                case 1 -> store.queue().apply(intents.queueIntent());
                default -> store.user(user).apply(intents.next(store.user(user).view()));
            }
        } catch (Failure.Refused _) {
            // some intents are impossible
        }
    }

    private static Map<String, String> dump(MailStore store, boolean nothing) {
        Map<String, String> dump = new TreeMap<>();
        if (nothing) {
            return dump;
        }
        dump.put("queue", StoreDump.of(store));
        for (UserId user : USERS) {
            UserView view = store.user(user).view();
            StringBuilder texts = new StringBuilder(StoreDump.of(view));
            for (MailboxView mailbox : view.mailboxes().values()) {
                mailbox.messages().stream()
                        .forEach(m -> texts.append(StoreFixture.text(store, user, m)).append('\n'));
            }
            for (int i = 0; i < 10; i++) {
                texts.append(view.deliveries().find("id" + i)).append('\n');
            }
            dump.put(user.name(), texts.toString());
        }
        return dump;
    }

    /// Puts the index into a state that it could be found in.
    private static void change(Path home, int round, Dice dice) throws IOException {
        Path index = home.resolve("index");
        copy(index, home.resolve("index." + round));
        switch (dice.upTo(4)) {
            case 0 -> delete(index);
            case 1 -> {
                delete(index);
                copy(home.resolve("index." + dice.upTo(round)), index);
            }
            case 2 -> damage(index, dice);
            case 3 -> Files.writeString(home.resolve("index.bad"), "a test");
            default -> assertTrue(Files.exists(index));
        }
    }

    /// Damages what is read at open: the list of the tables.
    private static void damage(Path index, Dice dice) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().matches("MANIFEST.*|CURRENT"))
                            .toList()) {
                Files.write(file, dice.bytes(50));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void theIndexOfAnotherStoreIsThrownAway() throws IOException {
        Path other = folder.resolve("other");
        try (MailStore store = StoreFixture.open(other)) {
            append(store, BERT, "INBOX", "of another store");
        }
        Path home = folder.resolve("home");
        try (MailStore store = StoreFixture.open(home, new FileDisk(), StoreFixture.SMALL, 8)) {
            append(store, ANNA, "INBOX", "one");
        }
        delete(home.resolve("index"));
        copy(other.resolve("index"), home.resolve("index"));
        try (MailStore store = StoreFixture.open(home)) {
            assertEquals(1, store.user(ANNA).view().inbox().messages().size());
            assertEquals(0, store.user(BERT).view().inbox().messages().size());
        }
    }

    @Test
    void aMailboxMuchLargerThanTheMemoryWorks() {
        int count = 20_000;
        try (MailStore store = StoreFixture.open(folder)) {
            store.user(ANNA).apply(new Intent.CreateMailbox("copy"));
            append(store, ANNA, "INBOX", "text");
            multiply(store, count);
            assertMailboxes(store);
        }
        try (MailStore store = StoreFixture.open(folder)) {
            assertMailboxes(store);
        }
    }

    private static void multiply(MailStore store, int count) {
        UserStore mail = store.user(ANNA);
        while (mail.view().inbox().messages().size() < count) {
            MailboxView inbox = mail.view().inbox();
            Uids all = Uids.of(inbox.messages().stream().mapToLong(Message::uid));
            mail.apply(new Intent.Copy(inbox.id(), all, "INBOX"));
        }
        MailboxView inbox = mail.view().inbox();
        Flags seen = Flags.of(SystemFlag.SEEN);
        Uids some = Uids.of(7, 300, 9999, 12_345);
        mail.apply(new Intent.StoreFlags(inbox.id(), some, FlagMode.ADD, seen));
        mail.apply(Intent.Expunge.these(inbox.id(), Uids.of(8, 5000)));
    }

    private static void assertMailboxes(MailStore store) {
        MessageList messages = store.user(ANNA).view().inbox().messages();
        assertEquals(32_768 - 2, messages.size());
        assertEquals(messages.size() - 4, store.user(ANNA).view().inbox().unseen());
        assertTrue(messages.get(messages.indexOf(9999)).flags().contains(SystemFlag.SEEN));
        assertTrue(messages.indexOf(5000) < 0);
        assertEquals(messages.size(), messages.stream().count());
        assertEquals("text", StoreFixture.text(store, ANNA, messages.get(20_000)));
    }

    @Test
    void aViewStaysWhatItWasWhateverTheIndexForgets() {
        try (MailStore store = StoreFixture.open(folder)) {
            for (int i = 0; i < 300; i++) {
                append(store, ANNA, "INBOX", "text " + i);
            }
            fill(store);
            MailboxView old = store.user(ANNA).view().inbox();
            store.user(ANNA).apply(Intent.Expunge.these(old.id(), Uids.of(1, 2, 130, 299)));
            store.user(ANNA).apply(new Intent.RenameMailbox("INBOX", "gone"));
            store.user(ANNA).apply(new Intent.DeleteMailbox("gone"));
            fill(store);
            assertEquals(300, old.messages().stream().count());
            assertEquals(
                    IntStream.rangeClosed(1, 300).mapToObj(i -> (long) i).toList(),
                    old.messages().stream().map(Message::uid).toList());
            assertFalse(store.user(ANNA).view().mailbox("gone").isPresent());
        }
    }

    /// Other mail, so much that the index is written several times and nothing of before is left in
    /// memory.
    private static void fill(MailStore store) {
        for (int i = 0; i < 60; i++) {
            for (UserId user : USERS.subList(2, 8)) {
                append(store, user, "INBOX", "x".repeat(400));
            }
        }
    }
}
