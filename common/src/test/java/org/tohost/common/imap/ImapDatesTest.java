package org.tohost.common.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;
import org.tohost.common.testing.Seeded;

class ImapDatesTest {
    @Test
    void writesTwoCharactersForTheDay() {
        OffsetDateTime time = OffsetDateTime.parse("1994-02-01T21:52:25-03:30");
        assertEquals(" 1-Feb-1994 21:52:25 -0330", ImapDates.format(time));
    }

    @Test
    void readsWhatItWrote() {
        Seeded.check(
                1000,
                dice -> {
                    OffsetDateTime time =
                            OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                                    .plusSeconds(dice.random().nextInt())
                                    .withOffsetSameInstant(
                                            ZoneOffset.ofTotalSeconds(
                                                    (dice.upTo(1680) - 840) * 60));
                    assertEquals(time, ImapDates.dateTime(ImapDates.format(time)));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1-Feb-1994 21:52:25",
                " 1-Feb-1994 24:00:00 +0000",
                " 1-Feb-1994 21:60:00 +0000",
                " 1-Feb-1994 21:52:25 +1900",
                " 1-Feb-1994 21:52:25 +0099",
                "30-Feb-1994 21:52:25 +0000",
                " 0-Feb-1994 21:52:25 +0000",
                " 1-Fex-1994 21:52:25 +0000",
                " 1-Feb-94 21:52:25 +0000"
            })
    void refusesOthers(String text) {
        assertThrows(Failure.Syntax.class, () -> ImapDates.dateTime(text));
    }
}
