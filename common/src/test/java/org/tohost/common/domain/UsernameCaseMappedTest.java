package org.tohost.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class UsernameCaseMappedTest {
    @ParameterizedTest
    @CsvSource({
        "Fred, fred",
        "ＦＲＥＤ１, fred1", // width
        "JÜRGEN, jürgen",
        "Ju\u0308rgen, j\u00fcrgen", // NFC
        "straße, straße", // RFC 8265 3.5: ß is not ss
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "Пётр, пётр",
        "אבא, אבא"
    })
    void givesOneSpelling(String written, String name) {
        assertEquals(name, UsernameCaseMapped.of(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "st*r",
                "fred+tag",
                "a=b",
                "a\\b",
                "\"a\"",
                "()\\*&|!=~<>",
                "uid=fred,ou=people",
                "cn=a+sn=b",
                "#0403",
                "\\2a",
                "%u",
                "a@b",
                "a/b;c:d?e[f]{g}`h`'i'$j^k_l-m.n"
            })
    void leavesWhatOtherLanguagesWouldQuote(String name) {
        assertEquals(name, UsernameCaseMapped.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\u3000b", // the wide space becomes a space
                "a\u00a0b",
                "a\0b",
                "a\tb",
                "a\u0085b",
                "a\u007fb",
                "a\u200bb", // invisible
                "a\u202eb",
                "\ufeffa",
                "♚",
                "ﬁ", // a ligature
                "①",
                "\ud800",
                "\uffff",
                "aא" // two directions
            })
    void refusesWhatPeopleCannotTellApart(String name) {
        assertThrows(Failure.Syntax.class, () -> UsernameCaseMapped.of(name));
    }

    @Test
    void aSecondTimeChangesNothing() {
        Seeded.check(
                3000,
                dice -> {
                    String name = dice.text("aZ+*ＺÜßİıΣςſKÅ\u030a\u0308\u0307ガｶﾞǅאב1", 8);
                    try {
                        String once = UsernameCaseMapped.of(name);
                        assertEquals(once, UsernameCaseMapped.of(once));
                    } catch (Failure.Syntax _) {
                        // no name
                    }
                });
    }
}
