package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// `tohost store backup`, `verify` and `restore`, against a store that serves.
class StoreBackupTest {
    private static final UserId ANNA = new UserId("anna@example.test");
    private static final Instant DATE = Instant.parse("2020-02-03T04:05:06Z");

    @TempDir private Path home;
    @TempDir private Path backups;
    private StoreNode node;
    private Path backup;

    @BeforeEach
    void start() throws IOException {
        backup = backups.resolve("a backup");
        node = new StoreNode(home);
        UserStore anna = node.store().user(ANNA);
        anna.apply(new Intent.CreateMailbox("Work"));
        for (int i = 1; i <= 5; i++) {
            node.append(ANNA, "INBOX", "inbox " + i, DATE);
            node.append(ANNA, "Work", "work " + i, DATE);
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String run(int status, String... arguments) {
        assertEquals(status, node.run(arguments), () -> node.err() + node.out());
        return node.out();
    }

    private void flip(Path file, long at) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        octets[(int) at] ^= 4;
        Files.write(file, octets);
    }

    private Path segment(Path store) {
        return store.resolve("log").resolve("000000000001.seg");
    }

    private int find(Path file, String text) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        return new String(octets, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void aBackupIsAsTheStoreWasAndGrowsWithIt() throws IOException {
        assertTrue(
                run(0, "backup", backup.toString(), "--json").contains("\"segments\":\"1\""),
                node::out);
        run(0, "verify", backup.toString());
        node.append(ANNA, "INBOX", "inbox 6", DATE);
        run(0, "backup", backup.toString());
        String told = run(0, "verify", backup.toString(), "--json");
        assertEquals(
                "{\"damages\":\"0\",\"index differs\":\"0\",\"messages\":\"11\",\"messages lost\":\"0\","
                        + "\"orphans\":\"0\",\"orphan octets\":\"0\","
                        + "\"users hit\":\"0\"}",
                told.strip());
    }

    @Test
    void bodiesThatNothingPointsAtAreCounted() throws IOException {
        UserStore anna = node.store().user(ANNA);
        anna.apply(Intent.Expunge.these(anna.view().inbox().id(), Uids.of(List.of(2L, 4L))));
        anna.apply(new Intent.Forget(Instant.now().plusSeconds(60)));
        run(0, "backup", backup.toString());
        String told = run(0, "verify", backup.toString(), "--json");
        assertTrue(told.contains("\"orphans\":\"2\",\"orphan octets\":\"14\""), told);
    }

    @Test
    void aRunningStoreIsVerifiedByItsNode() throws IOException {
        assertTrue(run(0, "verify", "--json").contains("\"messages\":\"10\""), node::out);
        assertEquals(1, node.run("verify", home.resolve("store").toString()));
        assertTrue(node.err().contains("is in use"), node::err);
        Path segment = segment(home.resolve("store"));
        flip(segment, find(segment, "work 3"));
        String told = run(1, "verify", "--json");
        assertTrue(told.contains("\"mailbox\":\"Work\",\"uid\":\"3\""), told);
        assertTrue(told.contains("\"damages\":\"1\""), told);
    }

    @Test
    void damageInABackupIsFound() throws IOException {
        run(0, "backup", backup.toString());
        Path segment = segment(backup);
        flip(segment, find(segment, "work 3"));
        String told = run(1, "verify", backup.toString());
        assertTrue(told.contains("no whole group behind group "), told);
        assertTrue(told.contains("it is not what the manifest says"), told);
        Files.delete(segment);
        assertEquals(1, node.run("verify", backup.toString()));
    }

    @Test
    void whatWasLostComesBackAndNothingElseChanges() throws IOException {
        run(0, "backup", backup.toString());
        UserStore anna = node.store().user(ANNA);
        long inbox = anna.view().inbox().id();
        anna.apply(Intent.Expunge.these(inbox, Uids.of(List.of(2L, 4L))));
        node.append(ANNA, "INBOX", "inbox 6", DATE);
        anna.apply(new Intent.DeleteMailbox("Work"));
        String told = run(0, "restore", ANNA.name(), "--from", backup.toString(), "--json");
        assertEquals(
                "{\"mailboxes\":\"2\",\"restored\":\"7\",\"there before\":\"3\","
                        + "\"complaints\":\"0\"}",
                told.strip());
        String dump = node.dump(ANNA.name());
        assertTrue(dump.contains("  6 (\\Seen) 2020-02-03T04:05:06Z  inbox 6\n  7 (\\Seen)"), dump);
        assertEquals(6, anna.view().inbox().messages().size());
        assertEquals(5, work(anna).messages().size());
        run(0, "restore", ANNA.name(), "--from", backup.toString(), "--json");
        assertTrue(node.out().contains("\"restored\":\"0\",\"there before\":\"10\""), node::out);
        assertEquals(6, anna.view().inbox().messages().size());
    }

    @Test
    void oneMailboxIsRestoredAlone() throws IOException {
        run(0, "backup", backup.toString());
        UserStore anna = node.store().user(ANNA);
        long inbox = anna.view().inbox().id();
        anna.apply(Intent.Expunge.these(inbox, Uids.of(List.of(2L))));
        anna.apply(Intent.Expunge.these(work(anna).id(), Uids.of(List.of(2L))));
        run(0, "restore", ANNA.name(), "Work", "--from", backup.toString());
        assertEquals(4, anna.view().inbox().messages().size());
        assertEquals(5, work(anna).messages().size());
        assertEquals(1, node.run("restore", ANNA.name(), "Nix", "--from", backup.toString()));
        assertEquals(1, node.run("restore", "bob@example.test", "--from", backup.toString()));
    }

    @Test
    void aStoreIsMadeAnewFromABackup() throws IOException {
        run(0, "backup", backup.toString());
        Path fresh = backups.resolve("fresh");
        String told = run(0, "salvage", backup.toString(), "--to", fresh.toString(), "--json");
        assertTrue(told.contains("{\"users\":\"1\",\"messages brought\":\"10\""), told);
        assertEquals(1, node.run("salvage", backup.toString(), "--to", fresh.toString()));
        long before = work(node.store().user(ANNA)).uidValidity();
        String verified = run(0, "verify", fresh.toString(), "--json");
        assertTrue(verified.contains("\"messages\":\"10\",\"messages lost\":\"0\""), verified);
        node.close();
        node = new StoreNode(home.resolve("other"), fresh);
        assertEquals(5, work(node.store().user(ANNA)).messages().size());
        assertTrue(work(node.store().user(ANNA)).uidValidity() > before);
    }

    @Test
    void numbersStayIfNothingCanBeMissing() throws IOException {
        run(0, "backup", backup.toString());
        long before = work(node.store().user(ANNA)).uidValidity();
        Path known = backups.resolve("known to be the last");
        String told =
                run(0, "salvage", backup.toString(), "--to", known.toString(), "--final", "--json");
        assertTrue(told.contains("\"uidvalidity\":\"kept\""), told);
        node.close();
        String stopped = home.resolve("store").toString();
        Path copy = backups.resolve("of a stopped store");
        told = run(0, "salvage", stopped, "--to", copy.toString(), "--json");
        assertTrue(told.contains("\"uidvalidity\":\"kept\""), told);
        node = new StoreNode(home.resolve("other"), copy);
        assertEquals(before, work(node.store().user(ANNA)).uidValidity());
        assertEquals(5, work(node.store().user(ANNA)).messages().size());
        node.close();
        flip(segment(home.resolve("store")), find(segment(home.resolve("store")), "work 3"));
        Path rest = backups.resolve("of a damaged store");
        told = run(1, "salvage", stopped, "--to", rest.toString(), "--json");
        assertTrue(told.contains("\"uidvalidity\":\"new\""), told);
        assertTrue(told.contains("\"messages brought\":\"9\""), told);
        node = new StoreNode(home.resolve("another"), rest);
    }

    @Test
    void whatCanBeReadOfADamagedStoreIsSaved() throws IOException {
        run(0, "backup", backup.toString());
        Path segment = segment(backup);
        flip(segment, find(segment, "work 3"));
        Path fresh = backups.resolve("fresh");
        String told = run(1, "salvage", backup.toString(), "--to", fresh.toString(), "--json");
        assertTrue(told.contains("\"messages brought\":\"9\""), told);
    }

    @Test
    void aStoreOfAnotherFormatIsRefusedInThoseWords() throws IOException {
        run(0, "backup", backup.toString());
        Path segment = segment(backup);
        byte[] octets = Files.readAllBytes(segment);
        ByteBuffer header = ByteBuffer.wrap(octets);
        CRC32C crc = new CRC32C();
        crc.update(header.putShort(8, (short) 1).slice(0, 60));
        header.putInt(60, (int) crc.getValue());
        Files.write(segment, octets);
        Path ini = backup.resolve("tohost.ini");
        Files.writeString(
                ini,
                """
                g_roles "backend"
                g_node_name "be1"
                g_home "."
                g_store_path "."
                g_cluster_nossl "true"
                """);
        String fresh = backups.resolve("fresh").toString();
        for (List<String> command :
                List.of(
                        List.of("verify", backup.toString()),
                        List.of("salvage", backup.toString(), "--to", fresh),
                        List.of("restore", ANNA.name(), "--from", backup.toString()))) {
            assertEquals(1, node.run(command.toArray(String[]::new)), command::toString);
            assertOtherVersion(node.err());
        }
        assertOtherVersion(node.check(ini));
        assertArrayEquals(octets, Files.readAllBytes(segment));
        Failure e =
                assertThrows(
                        Failure.Unavailable.class,
                        () -> {
                            StoreNode _ = new StoreNode(home.resolve("other"), backup);
                        });
        assertOtherVersion(e.getMessage());
    }

    private void assertOtherVersion(String told) {
        Path log = backup.resolve("log");
        assertTrue(told.contains(log + " was written by another version of Tohost"), told);
        assertTrue(told.contains("it has format 1, this version reads and writes format 2"), told);
        assertTrue(told.contains("Nothing was changed."), told);
        assertFalse(told.contains("damage"), told);
    }

    private static MailboxView work(UserStore anna) {
        return anna.view().mailbox("Work").orElseThrow();
    }
}
