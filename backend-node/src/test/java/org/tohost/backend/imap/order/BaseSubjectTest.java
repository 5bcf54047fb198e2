package org.tohost.backend.imap.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.testing.Seeded;

/// RFC 5256 2.1.
class BaseSubjectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lunch|lunch|false",
                "Re: lunch|lunch|true",
                "re[2]: lunch|lunch|true",
                "RE [x] : lunch|lunch|true",
                "fw: Fwd: RE: lunch|lunch|true",
                "[list] lunch|lunch|false",
                "[list] Re: [other] lunch|lunch|true",
                "Re: [a][b]|[b]|true",
                "[a]|[a]|false",
                "lunch (fwd) (FWD)|lunch|true",
                "[fwd: lunch]|lunch|true",
                "[Fwd: Re: [list] lunch (fwd)]|lunch|true",
                "[fwd: [fwd: lunch]]|lunch|true",
                "Re: re|re|true",
                "rest|rest|false",
                "fwdx: a|fwdx: a|false",
                "[a|[a|false",
                "[a[b] c|[a[b] c|false",
                "a [b]|a [b]|false"
            })
    void isWhatIsLeftAfterAllSteps(String subject, String base, boolean reply) {
        assertEquals(new BaseSubject(base, reply), BaseSubject.of(subject));
    }

    @Test
    void foldsAndSpacesAreOneSpace() {
        assertEquals(new BaseSubject("a b c", true), BaseSubject.of("\tRe:\r\n  a \t b\r\n\tc  "));
        assertEquals(new BaseSubject("", true), BaseSubject.of("Re: (fwd) "));
        assertEquals(new BaseSubject("", false), BaseSubject.of("  "));
    }

    @Test
    void theBaseOfABaseIsItself() {
        Seeded.check(
                3000,
                dice -> {
                    String subject = dice.text("[]rRe:fFwd() x", 30);
                    BaseSubject base = BaseSubject.of(subject);
                    assertEquals(base.text(), BaseSubject.of(base.text()).text(), subject);
                });
    }

    @Test
    void aLongSubjectIsGoneThroughOnce() {
        for (String piece : new String[] {"[a]", "re:", "[fwd:", "(fwd)", "[", " "}) {
            String subject = piece.repeat(300_000) + "x";
            assertEquals(1, Math.min(1, BaseSubject.of(subject).text().length()), piece);
        }
    }
}
