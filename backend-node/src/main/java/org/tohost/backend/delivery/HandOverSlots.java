package org.tohost.backend.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tohost.common.domain.NodeId;

/// At most so many hand-overs to one node at once; entries of the queue that find all slots taken
/// stand in line, so that a slow node never holds up mail for the others. Any thread.
final class HandOverSlots {
    private final int limit;
    private final Map<NodeId, Slots> nodes = new HashMap<>();

    private static final class Slots {
        private final Deque<String> line = new ArrayDeque<>();
        private int taken;
    }

    HandOverSlots(int limit) {
        this.limit = limit;
    }

    /// Takes a slot.
    ///
    /// @return false if there was none: the entry stands in line now
    synchronized boolean enter(NodeId node, String queueId) {
        Slots slots = nodes.computeIfAbsent(node, _ -> new Slots());
        if (slots.taken < limit) {
            slots.taken++;
            return true;
        }
        slots.line.add(queueId);
        return false;
    }

    /// Gives a slot back.
    ///
    /// @return the entries that are to be tried now: as many of the line as there are free slots,
    ///   and the whole line if nobody is left who could call the rest
    synchronized List<String> leave(NodeId node) {
        Slots slots = nodes.get(node);
        if (slots == null) {
            return List.of();
        }
        slots.taken--;
        List<String> next = new ArrayList<>();
        while (!slots.line.isEmpty() && (slots.taken == 0 || slots.taken + next.size() < limit)) {
            next.add(slots.line.remove());
        }
        if (slots.taken == 0) {
            nodes.remove(node);
        }
        return next;
    }
}
