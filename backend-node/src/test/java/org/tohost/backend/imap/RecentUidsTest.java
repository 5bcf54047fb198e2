package org.tohost.backend.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tohost.common.domain.UserId;

class RecentUidsTest {
    private static final UserId FRED = new UserId("fred@example.net");

    @Test
    void holdRangesThatGrow() {
        RecentUids uids = new RecentUids();
        uids.add(3, 5);
        uids.add(3, 7); // known already up to 5
        uids.add(9, 10);
        uids.add(8, 8);
        assertFalse(uids.contains(2));
        assertTrue(uids.contains(3));
        assertTrue(uids.contains(6));
        assertFalse(uids.contains(7));
        assertTrue(uids.contains(9));
        assertFalse(uids.contains(10));
    }

    @Test
    void belongToTheFirstSessionThatClaims() {
        RecentMessages recent = new RecentMessages();
        assertEquals(1, recent.first(FRED, 7));
        assertEquals(1, recent.claim(FRED, 7, 4));
        assertEquals(4, recent.claim(FRED, 7, 6));
        assertEquals(6, recent.first(FRED, 7));
        assertEquals(6, recent.claim(FRED, 7, 5)); // a session that lags behind takes nothing back
        assertEquals(6, recent.first(FRED, 7));
        assertEquals(1, recent.first(FRED, 8));
    }
}
