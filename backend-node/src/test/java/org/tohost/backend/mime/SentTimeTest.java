package org.tohost.backend.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 5256 2.2.
class SentTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 17 Jul 1996 02:23:25 -0700 (PDT)|1996-07-17T09:23:25Z",
                "17 Jul 96 02:23 EST|1996-07-17T07:23:00Z",
                "1 Aug 1996 10:00:00 +0530|1996-08-01T04:30:00Z",
                "1 Aug 1996 10:00:00 XYZ|1996-08-01T10:00:00Z",
                "1 Aug 1996 99:00:00 +0100|1996-07-31T23:00:00Z",
                "1 Aug 1996|1996-08-01T00:00:00Z"
            })
    void isReadHoweverItIsWritten(String value, Instant sent) {
        assertEquals(Optional.of(sent), SentTime.of(value));
    }

    @ParameterizedTest
    @CsvSource({"10:00:00 +0100", "32 Jul 1996 10:00", "x"})
    void aDateWithoutADayIsNone(String value) {
        assertEquals(Optional.empty(), SentTime.of(value));
    }
}
