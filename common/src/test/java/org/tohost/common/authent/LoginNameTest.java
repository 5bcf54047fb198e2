package org.tohost.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void isOfOneSpelling() {
        assertEquals(
                new LoginName("jürgen@bücher.test"),
                new LoginName("Ju\u0308rgen@Bu\u0308cher.TEST"));
        assertEquals(new LoginName("fred@a.test"), new LoginName("ＦＲＥＤ@a.test"));
        assertEquals("אבא@example.test", new LoginName("אבא@Example.test").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "st*r@a.test",
                "fred+tag@a.test",
                "fred@a.test)(uid=*",
                "*)(&",
                "uid=fred,ou=people",
                "\\2a",
                "a@b@c.test",
                "@a.test",
                "fred@"
            })
    void isPlainTextWhateverItLooksLike(String text) {
        assertEquals(text, new LoginName(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " fred",
                "fred ",
                "fr ed",
                "fred@a test",
                "fred@a.test\0",
                "fred@a\u3000b",
                "fred@a\u200b.test",
                "fred@a.test\ud800",
                "a\u00a0b@a.test",
                "a\0b",
                "a\nb",
                "a\u0085b",
                "♚@a.test"
            })
    void refusesOthers(String text) {
        assertThrows(Failure.Syntax.class, () -> new LoginName(text));
    }

    @Test
    void isBoundedAndUtf8() {
        assertEquals(UserId.MAX, new LoginName("a".repeat(UserId.MAX)).text().length());
        String tooLong = "a".repeat(UserId.MAX + 1);
        assertThrows(Failure.Syntax.class, () -> new LoginName(tooLong));
        String growing = "İ".repeat(UserId.MAX / 2);
        assertThrows(Failure.Syntax.class, () -> new LoginName(growing));
        assertThrows(Failure.Syntax.class, () -> LoginName.of(new byte[10_240]));
        assertThrows(Failure.Syntax.class, () -> LoginName.of(new byte[] {'a', (byte) 0xff}));
    }

    @ParameterizedTest
    @CsvSource({
        "fred@a.test, fred@a.test, true",
        "Fred, fred@a.test, true",
        "fred, fred, true",
        "fred, fred@a@b.test, false",
        "fre, fred@a.test, false",
        "fred@a.test, fred@b.test, false",
        "fred@a.test, fred, false",
        "fred, bob, false",
    })
    void mayBeShortForAnother(String name, String other, boolean isShort) {
        assertEquals(isShort, new LoginName(name).isShortFor(new LoginName(other)));
    }
}
