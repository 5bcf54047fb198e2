package org.tohost.backend.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.failure.Failure;

/// Rows on the disk.
class RowsTest {
    @TempDir Path folder;

    private Rows open() {
        return Rows.open(
                new RowsSettings(
                        folder.resolve("rows"), folder.resolve("native"), 64 << 10, 64 << 10));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Rows rows, String... keys) {
        try (RowBatch batch = new RowBatch()) {
            for (String key : keys) {
                batch.put(octets(key), octets("value of " + key));
            }
            rows.write(batch);
        }
    }

    private static List<String> keys(Rows rows, String prefix) {
        List<String> keys = new ArrayList<>();
        rows.scan(octets(prefix), (key, _) -> keys.add(new String(key, StandardCharsets.UTF_8)));
        return keys;
    }

    @Test
    void whatIsFlushedIsThereAtTheNextOpen() {
        try (Rows rows = open()) {
            put(rows, "b", "a", "ab", "aa");
            assertEquals(List.of("a", "aa", "ab"), keys(rows, "a"));
            rows.flush();
        }
        try (Rows rows = open()) {
            assertArrayEquals(octets("value of ab"), rows.get(octets("ab")).orElseThrow());
            assertTrue(rows.get(octets("c")).isEmpty());
            assertEquals(List.of("a", "aa", "ab", "b"), keys(rows, ""));
        }
    }

    @Test
    void rowsGoOneByOneAndInRanges() {
        try (Rows rows = open();
                RowBatch batch = new RowBatch()) {
            put(rows, "a", "b", "c", "d", "e");
            batch.delete(octets("a"));
            batch.delete(octets("c"), octets("e"));
            batch.put(octets("f"), octets("new"));
            assertTrue(batch.octets() > 0);
            rows.write(batch);
            assertEquals(List.of("b", "e", "f"), keys(rows, ""));
        }
    }

    @Test
    void aClosedOneTellsSo() {
        Rows rows = open();
        rows.close();
        rows.close();
        assertThrows(Failure.Unavailable.class, () -> rows.get(octets("a")));
        assertThrows(Failure.Unavailable.class, rows::flush);
        assertThrows(Failure.Unavailable.class, () -> keys(rows, ""));
    }

    @Test
    void damageIsFoundWhenItIsRead() throws IOException {
        try (Rows rows = open()) {
            put(rows, "a", "b");
            rows.flush();
        }
        assertTrue(damageTables() > 0);
        assertFalse(reads("a"), "damaged");
    }

    private boolean reads(String key) {
        try (Rows rows = open()) {
            return rows.get(octets(key)).isPresent();
        } catch (Failure.Syntax | Failure.Unavailable _) {
            return false;
        }
    }

    private int damageTables() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> tables =
                Files.newDirectoryStream(folder.resolve("rows"), "*.sst")) {
            for (Path table : tables) {
                byte[] octets = Files.readAllBytes(table);
                for (int i = 0; i < 20; i++) {
                    octets[i] ^= 0x55;
                }
                Files.write(table, octets);
                count++;
            }
        }
        return count;
    }
}
