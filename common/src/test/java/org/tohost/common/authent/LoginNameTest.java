package org.tohost.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

class LoginNameTest {
    @Test
    void isInLowerCase() {
        assertEquals("jürgen", new LoginName("JÜRGEN").text());
        assertEquals(new LoginName("fred"), LoginName.of("Fred".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void getsADomainIfItHasNone() {
        assertEquals("fred@example.test", new LoginName("Fred").address("example.test").toString());
        assertEquals("fred@b.test", new LoginName("fred@b.test").address("a.test").toString());
        assertThrows(Failure.Syntax.class, () -> new LoginName("fred@").address("a.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " fred", "fred ", "a\0b", "a\nb", "a\u0085b"})
    void refusesOthers(String text) {
        assertThrows(Failure.Syntax.class, () -> new LoginName(text));
    }

    @Test
    void isBoundedAndUtf8() {
        assertEquals(UserId.MAX, new LoginName("a".repeat(UserId.MAX)).text().length());
        String tooLong = "a".repeat(UserId.MAX + 1);
        assertThrows(Failure.Syntax.class, () -> new LoginName(tooLong));
        assertThrows(Failure.Syntax.class, () -> LoginName.of(new byte[] {'a', (byte) 0xff}));
    }
}
