package org.tohost.common.users;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tohost.common.authent.Finding;
import org.tohost.common.domain.UserId;

class RecentChangesTest {
    private static final Finding FRED = new Finding.Found("e", Site.account("fred", "be1"));
    private final RecentChanges changes = new RecentChanges(3);

    private void change(long tick, String entry) {
        changes.add(tick, Optional.of(entry), Optional.empty());
    }

    @Test
    void concernThatEntryThatUserAndEveryNobody() {
        change(5, "f");
        assertFalse(changes.outdate(FRED, 4));
        assertTrue(changes.outdate(new Finding.None(), 4));
        assertFalse(changes.outdate(new Finding.None(), 5));
        changes.add(6, Optional.of("x"), Optional.of(new UserId("fred@example.test")));
        assertTrue(changes.outdate(FRED, 5));
        change(7, "e");
        assertTrue(changes.outdate(FRED, 6));
        assertFalse(changes.outdate(FRED, 7));
        assertFalse(changes.noneSince(6));
        assertTrue(changes.noneSince(7));
    }

    @Test
    void theWorstIsAssumedOfWhatIsForgotten() {
        for (int tick = 1; tick <= 4; tick++) {
            change(tick, "f" + tick);
        }
        assertTrue(changes.outdate(FRED, 0));
        assertFalse(changes.outdate(FRED, 1));
    }

    @Test
    void missedOnesConcernAll() {
        changes.addMissed(9);
        assertTrue(changes.outdate(FRED, 8));
        assertTrue(changes.missedSince(8));
        assertFalse(changes.outdate(FRED, 9));
        assertFalse(changes.missedSince(9));
    }
}
