package org.tohost.backend.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tohost.common.domain.NodeId;

class HandOverSlotsTest {
    private static final NodeId BE1 = new NodeId("be1");
    private static final NodeId BE2 = new NodeId("be2");

    @Test
    void boundsEachNodeByItself() {
        HandOverSlots slots = new HandOverSlots(1);
        assertTrue(slots.enter(BE1, "a"));
        assertFalse(slots.enter(BE1, "b"));
        assertTrue(slots.enter(BE2, "c"));
        assertEquals(List.of("b"), slots.leave(BE1));
        assertTrue(slots.enter(BE1, "b"));
        assertEquals(List.of(), slots.leave(BE1));
    }

    @Test
    void nobodyIsForgottenInLine() {
        HandOverSlots slots = new HandOverSlots(2);
        slots.enter(BE1, "a");
        slots.enter(BE1, "b");
        for (String id : List.of("c", "d", "e", "f")) {
            assertFalse(slots.enter(BE1, id));
        }
        assertEquals(List.of("c"), slots.leave(BE1));
        // "c" never came back: its owner is another node now
        assertEquals(List.of("d", "e", "f"), slots.leave(BE1));
    }
}
