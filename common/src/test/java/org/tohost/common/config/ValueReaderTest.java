package org.tohost.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

class ValueReaderTest {
    private final ValueReader reader = new ValueReader(Path.of("/etc/tohost"));

    private String refusal(Class<?> type, String text) {
        return assertThrows(Failure.Syntax.class, () -> reader.read(type, text)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "5M, PT5M", "2 h, PT2H", "7d, PT168H", "0s, PT0S"})
    void durations(String text, Duration duration) {
        assertEquals(duration, reader.read(Duration.class, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5y", "9999999999s", "1h30m"})
    void badDurations(String text) {
        assertTrue(refusal(Duration.class, text).startsWith("not a duration"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0B",
        "1000, 1000, 1000B",
        "512b, 512, 512B",
        "1KiB, 1024, 1KiB",
        "64MiB, 67108864, 64MiB",
        "2 gib, 2147483648, 2GiB",
        "3TiB, 3298534883328, 3TiB",
        "2048KiB, 2097152, 2MiB"
    })
    void sizes(String text, long octets, String written) {
        assertEquals(new ByteSize(octets), ByteSize.parse(text));
        assertEquals(written, ByteSize.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5MiB", "64MB", "64M", "99999999999999TiB", "0x10"})
    void badSizes(String text) {
        assertThrows(Failure.Syntax.class, () -> ByteSize.parse(text));
    }

    @Test
    void sizesThatArraysCanHave() {
        assertEquals(4096, ByteSize.parse("4KiB").toInt());
        assertThrows(Failure.Syntax.class, () -> ByteSize.parse("2GiB").toInt());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:143, 127.0.0.1, 143",
        "[2001:db8::1]:0, 2001:db8::1, 0",
        "mail.example.net:65535, mail.example.net, 65535",
        "*:25, *, 25"
    })
    void endpoints(String text, String host, int port) {
        assertEquals(new Endpoint(host, port), Endpoint.parse(text));
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "143",
                ":143",
                "host",
                "host:",
                "host:x",
                "host:65536",
                "host:-1",
                "::1:143",
                "[::1]",
                "[]:25",
                "a b:25",
                "host:123456",
                "[a:25"
            })
    void badEndpoints(String text) {
        assertThrows(Failure.Syntax.class, () -> Endpoint.parse(text));
    }

    @Test
    void theStarIsEveryAddress() {
        assertTrue(Endpoint.parse("*:25").socketAddress().getAddress().isAnyLocalAddress());
        assertEquals(25, Endpoint.parse("*:25").socketAddress().getPort());
    }

    @Test
    void pathsStartAtTheFolderOfTheFile() {
        assertEquals(Path.of("/etc/tohost/keys/a"), reader.read(Path.class, "keys/a"));
        assertEquals(Path.of("/etc/b"), reader.read(Path.class, "../b"));
        assertEquals(Path.of("/srv"), reader.read(Path.class, "/srv"));
        assertEquals("not a path", refusal(Path.class, "a\0b"));
    }

    @Test
    void constantsWithTwoWordsHaveAHyphen() {
        enum Mode {
            ALL_OF_IT
        }
        assertEquals(Mode.ALL_OF_IT, reader.read(Mode.class, "All-of-it"));
        assertEquals(
                "none of all-of-it (did you mean all-of-it?)", refusal(Mode.class, "all_of_it"));
    }

    @Test
    void otherTypesReadThemselves() {
        assertEquals(
                MailAddress.parse("a@example.net"),
                reader.read(MailAddress.class, "a@example.net"));
        assertEquals("an address needs an @", refusal(MailAddress.class, "a"));
        assertThrows(IllegalStateException.class, () -> reader.read(Thread.class, "x"));
    }

    @Test
    void roles() {
        assertEquals(new Roles(Set.of(Role.PROXY)), reader.read(Roles.class, "proxy"));
        Roles both = Roles.parse("Backend , proxy");
        assertTrue(both.has(Role.BACKEND));
        assertEquals("proxy, backend", both.toString());
        assertEquals("one or more of proxy, backend", refusal(Roles.class, ""));
        assertEquals("the roles are proxy, backend", refusal(Roles.class, "proxy,"));
        assertEquals("the roles are proxy, backend", refusal(Roles.class, "gatway"));
    }

    @Test
    void secretsStandInFilesThatOthersCannotRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "open sesame\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        SecretFile secret = (SecretFile) reader.read(SecretFile.class, file.toString());
        assertEquals("open sesame", secret.secret().text());
        assertTrue(secret.toString().contains("****") && !secret.toString().contains("sesame"));

        for (String open : List.of("rw-r--r--", "rw-----w-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertEquals(
                    "everybody may use this file: chmod 600 it",
                    refusal(SecretFile.class, file.toString()));
        }
        Files.writeString(file, "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals("the value is empty", refusal(SecretFile.class, file.toString()));
    }

    @Test
    void secretFilesThatAreNotThere(@TempDir Path folder) {
        List<String> told =
                List.of(
                        refusal(SecretFile.class, folder.resolve("none").toString()),
                        refusal(SecretFile.class, folder.toString()));
        assertEquals(List.of("no such file", "the file cannot be read"), told);
    }
}
