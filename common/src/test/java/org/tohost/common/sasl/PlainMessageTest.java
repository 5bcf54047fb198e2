package org.tohost.common.sasl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class PlainMessageTest {
    @Test
    void holdsNameAndPassword() {
        PlainMessage fred = new PlainMessage(new LoginName("fred"), Secret.of(" pass wörd"));
        assertEquals(fred, plain("\0Fred\0 pass wörd"));
        assertEquals(fred, plain("fred\0Fred\0 pass wörd"));
    }

    @Test
    void refusesToActForAnotherUser() {
        assertThrows(Failure.Refused.class, () -> plain("admin\0fred\0secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0",
                "\0fred",
                "\0fred\0",
                "fred\0secret",
                "\0\0secret",
                "\0fred\0secret\0",
                "\0 fred\0secret",
                "\0fr\ned\0secret"
            })
    void refusesOtherForms(String message) {
        assertThrows(Failure.Syntax.class, () -> plain(message));
    }

    @Test
    void throwsOnlyFailures() {
        Seeded.check(
                3000,
                dice -> {
                    byte[] octets =
                            dice.oneIn(2) ? dice.bytes(40) : dice.octets("\0\0abü\u00ff", 12);
                    try {
                        PlainMessage.parse(octets);
                    } catch (Failure.Syntax | Failure.Refused e) {
                        return;
                    }
                });
    }

    @Test
    void readsBase64() {
        assertArrayEquals(octets("\0u\0p"), Base64Lines.decode(octets("AHUAcA==")));
        assertArrayEquals(new byte[0], Base64Lines.initialResponse(octets("=")));
        assertArrayEquals(new byte[0], Base64Lines.decode(new byte[0]));
        Seeded.check(
                500,
                dice -> {
                    byte[] any = dice.bytes(200);
                    assertArrayEquals(any, Base64Lines.decode(octets(Base64Lines.encode(any))));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "=", "AHUAcA", "AHUAcA=", "AHU AcA=", "AHUAcA==AHUAcA==", "A==="})
    void refusesOtherLines(String line) {
        assertThrows(Failure.Syntax.class, () -> Base64Lines.decode(octets(line)));
    }

    @Test
    void anInitialResponseIsNeverEmpty() {
        assertThrows(Failure.Syntax.class, () -> Base64Lines.initialResponse(new byte[0]));
    }

    private static PlainMessage plain(String message) {
        return PlainMessage.parse(octets(message));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
