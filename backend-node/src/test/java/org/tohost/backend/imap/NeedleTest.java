package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.tohost.common.testing.Seeded;

class NeedleTest {
    @Test
    void ignoresTheCaseOfLetters() {
        assertTrue(new Needle("GR\u00dcN").in("das Gr\u00fcn"));
        assertTrue(
                new Needle("\u03a3\u03bf\u03c6\u03cc\u03c2").in("\u03c3\u03bf\u03c6\u03cc\u03c3"));
        assertTrue(new Needle("\ud801\udc00").in("x\ud801\udc28"));
        assertTrue(new Needle("cafe\u0301").in("CAF\u00c9"));
        assertFalse(new Needle("\u00df").in("SS"));
        assertTrue(new Needle("").in(""));
        assertFalse(new Needle("a").in(""));
        assertFalse(new Needle("abc").in("ab"));
    }

    @Test
    void findsWhatIsThereAndNothingElse() {
        Seeded.check(
                2000,
                dice -> {
                    String wanted = dice.text("ab", 6);
                    String text = dice.text("abc", 40);
                    assertEquals(text.contains(wanted), new Needle(wanted).in(text));
                });
    }

    @Test
    void findsAcrossTheBordersOfReads() throws Exception {
        String text = "x".repeat(4090) + "needle in hay" + "x".repeat(10);
        assertTrue(new Needle("Needle in Hay").in(new StringReader(text)));
        for (int i = 4090; i < 4100; i++) {
            String deseret = "x".repeat(i) + "\ud801\udc28";
            assertTrue(new Needle("\ud801\udc00").in(new StringReader(deseret)), "at " + i);
        }
    }
}
