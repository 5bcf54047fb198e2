package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.failure.Failure;

class SyncCookieTest {
    private static final String FIRST = "20261122031827.123456Z#000000#001#000000";
    private static final String SECOND = "20261121031827.123456Z#000002#002#000000";
    private static final String TENTH = "20261120031827.123456Z#000000#00a#000000";

    @Test
    void joinsTheServersInTheOrderOfTheirIds() {
        assertEquals("rid=000,csn=" + FIRST, SyncCookie.of(List.of(FIRST)));
        assertEquals(
                "rid=000,csn=" + FIRST + ";" + SECOND + ";" + TENTH,
                SyncCookie.of(List.of(TENTH, SECOND, FIRST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20261122031827Z", "x" + FIRST, FIRST + ",sid=001"})
    void refusesWhatIsNoContextCsn(String csn) {
        assertThrows(Failure.Syntax.class, () -> SyncCookie.of(List.of(FIRST, csn)));
    }

    @Test
    void refusesNone() {
        assertThrows(Failure.Syntax.class, () -> SyncCookie.of(List.of()));
    }
}
