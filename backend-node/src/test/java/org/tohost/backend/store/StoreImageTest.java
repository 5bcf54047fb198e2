package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tohost.backend.store.StoreFixture.ANNA;
import static org.tohost.backend.store.StoreFixture.BERT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.log.LogDamage;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Dice;
import org.tohost.common.testing.Seeded;

/// What can be told of a store from its segments alone.
class StoreImageTest {
    private static final int MESSAGES = 60;

    @TempDir Path folder;

    private static final class Findings implements ImageFindings {
        private final List<String> told = new ArrayList<>();

        @Override
        public void damage(LogDamage damage) {
            told.add(damage.what());
        }

        @Override
        public void lost(UserId user, long first, long last) {
            told.add(user + " " + first + ":" + last);
        }

        @Override
        public void progress(long read, long all) {
            assertTrue(read <= all);
        }
    }

    private StoreImage read(Dice dice, Findings findings) throws IOException {
        Path scratch = folder.resolve("scratch" + dice.random().nextLong());
        return StoreImage.read(folder.resolve("log"), scratch, true, findings);
    }

    @Test
    void aWholeStoreIsReadAsItIs() throws IOException {
        List<String> expected = new ArrayList<>();
        try (MailStore store = StoreFixture.open(folder);
                Spooled body = StoreFixture.mail(store, "some octets\r\n")) {
            Seeded.check(
                    1,
                    dice -> {
                        RandomIntents intents = new RandomIntents(dice, body);
                        for (int i = 0; i < 400; i++) {
                            UserId user = dice.oneOf(List.of(ANNA, BERT));
                            try {
                                var _ =
                                        store.user(user)
                                                .apply(intents.next(store.user(user).view()));
                            } catch (Failure.Refused _) {
                                // some are impossible
                            }
                        }
                    });
            expected.add(StoreDump.of(store.view(ANNA)));
            expected.add(StoreDump.of(store.view(BERT)));
        }
        Findings findings = new Findings();
        try (StoreImage image = read(new Dice(new SplittableRandom(1)), findings)) {
            assertEquals(List.of(ANNA, BERT), List.copyOf(image.users()));
            assertEquals(
                    expected,
                    List.of(StoreDump.of(image.view(ANNA)), StoreDump.of(image.view(BERT))));
        }
        assertEquals(List.of(), findings.told);
    }

    @Test
    void whatIsNotHitIsThere() throws IOException {
        try (MailStore store = StoreFixture.open(folder)) {
            store.user(ANNA).apply(new Intent.CreateMailbox("a"));
            store.user(ANNA).apply(new Intent.CreateMailbox("b"));
            for (int i = 0; i < MESSAGES; i++) {
                String mailbox = List.of("a", "b", "INBOX").get(i % 3);
                StoreFixture.append(store, ANNA, mailbox, "message " + i + "x".repeat(i * 7));
            }
            store.user(ANNA).apply(new Intent.RenameMailbox("b", "c"));
        }
        Map<Path, byte[]> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("log"), "*.seg")) {
            for (Path file : all) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        Seeded.check(25, dice -> flip(dice, files));
    }

    private void flip(Dice dice, Map<Path, byte[]> files) throws IOException {
        Path file = List.copyOf(files.keySet()).getFirst();
        byte[] octets = files.getOrDefault(file, new byte[0]).clone();
        int used = octets.length;
        while (octets[used - 1] == 0) {
            used--;
        }
        int flips = 1 + dice.upTo(4);
        for (int i = 0; i < flips; i++) {
            octets[dice.random().nextInt(used)] ^= (byte) (1 << dice.upTo(7));
        }
        Files.write(file, octets);
        Findings findings = new Findings();
        try (StoreImage image = read(dice, findings)) {
            List<String> texts = texts(image);
            assertTrue(texts.size() >= MESSAGES - flips, findings.told::toString);
            for (String text : texts) {
                assertTrue(text.matches("message [0-9]+x*"), text);
            }
        }
        Files.write(file, files.getOrDefault(file, new byte[0]));
    }

    private static List<String> texts(StoreImage image) {
        List<String> texts = new ArrayList<>();
        for (MailboxView mailbox : image.view(ANNA).mailboxes().values()) {
            mailbox.messages().stream()
                    .filter(m -> image.place(m.body()).isPresent())
                    .map(m -> image.body(m.body()).read(0, (int) m.size()))
                    .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                    .forEach(texts::add);
        }
        return texts;
    }
}
