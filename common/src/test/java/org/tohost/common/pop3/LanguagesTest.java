package org.tohost.common.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tohost.common.failure.Failure;

class LanguagesTest {
    private static String answer(String line) {
        byte[] octets = line.getBytes(StandardCharsets.US_ASCII);
        return String.join("|", Languages.answer(Pop3Command.parse(octets)));
    }

    @Test
    void areEnglish() {
        assertEquals(
                "+OK Language listing follows|en English|i-default Default language|.",
                answer("LANG"));
        for (String wish : new String[] {"*", "en", "EN-us"}) {
            assertEquals("+OK en Language changed", answer("LANG " + wish));
        }
        assertEquals("+OK i-default Language changed", answer("LANG I-Default"));
        assertEquals("-ERR This language is not supported", answer("LANG eng"));
        assertThrows(Failure.Syntax.class, () -> answer("LANG en de"));
    }
}
