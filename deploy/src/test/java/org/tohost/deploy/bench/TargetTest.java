package org.tohost.deploy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "imap://mail.example.net,      imap://mail.example.net:143",
        "IMAPS://mail.example.net,     imaps://mail.example.net:993",
        "pop3s://10.0.0.1,             pop3s://10.0.0.1:995",
        "smtp://[2001:db8::1]:25,      smtp://[2001:db8::1]:25",
        "smtps://mail.example.net:466, smtps://mail.example.net:466"
    })
    void aUrlNamesAService(String url, String shown) {
        assertEquals(shown, Target.parse(url).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.net",
                "http://mail.example.net",
                "imap://",
                "imap:143",
                "imap://a b",
                "imap://bob@mail.example.net",
                "imap://mail.example.net/INBOX"
            })
    void anythingElseIsRefused(String url) {
        assertThrows(Failure.Syntax.class, () -> Target.parse(url));
    }

    @Test
    void usersTakeTurns(@TempDir Path folder) throws IOException {
        UserNames numbered = UserNames.pattern("u%d@example.test", 2);
        assertEquals(List.of("u1@example.test", "u2@example.test"), numbered.names());
        assertEquals("u1@example.test", numbered.at(2));
        assertEquals(List.of("bob"), UserNames.pattern("bob", 9).names());
        Path file = Files.writeString(folder.resolve("users"), "# ours\nbob\n\n carol \n");
        assertEquals(List.of("bob", "carol"), UserNames.file(file).names());
        Path empty = Files.writeString(folder.resolve("empty"), "#\n");
        assertThrows(Failure.Syntax.class, () -> UserNames.file(empty));
    }
}
