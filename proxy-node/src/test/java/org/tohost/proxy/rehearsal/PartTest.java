package org.tohost.proxy.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartTest {
    @Test
    void aPartIsWrittenInTwoColumns() {
        Part part =
                Part.of(
                        """
                        | +OK hello
                        USER | +OK
                        QUIT |
                        """);
        assertEquals(
                new Part(
                        "+OK hello",
                        List.of(new Part.Cue("USER", "+OK"), new Part.Cue("QUIT", ""))),
                part);
    }

    @Test
    void whoeverHasNoOpeningWaits() {
        assertEquals(new Part("", List.of(new Part.Cue("+OK", "QUIT"))), Part.of("+OK | QUIT"));
    }

    @Test
    void aCueIsWholeWordsAtTheBeginning() {
        Part.Cue cue = new Part.Cue("250", "QUIT");
        assertTrue(cue.isOn("250"));
        assertTrue(cue.isOn("250 OK"));
        assertFalse(cue.isOn("250-more"));
        assertFalse(cue.isOn("2500"));
    }
}
