package org.tohost.proxy.relay;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks again and again at sessions, and finds the directions that a relay lets wait: its source
/// has data for it, or it has taken all; its sink has room; somebody reads there; and nothing comes
/// for a second.
///
/// What the kernel itself has under way between a socket of the test and one of the relay says
/// nothing about the relay: short of memory, it drops and repeats even on loopback.
final class SoakWatch {
    /// How many looks at the same place are too many, at ten a second.
    private static final int TOO_MANY = 10;

    private Map<SoakSession.Way, Stall> stalls = new HashMap<>();

    /// Somebody waits behind so many octets, and was seen so often.
    private record Stall(long behind, int looks) {}

    /// {@return what has just been found to wait for a second}
    ///
    /// @param sessions all that there are now
    List<String> look(Collection<SoakSession> sessions) throws IOException {
        KernelQueues queues = KernelQueues.now();
        Map<SoakSession.Way, Stall> seen = new HashMap<>();
        for (SoakSession session : sessions) {
            look(session.up(), queues, seen);
            look(session.down(), queues, seen);
        }
        stalls = seen;
        return seen.entrySet().stream()
                .filter(stall -> stall.getValue().looks() == TOO_MANY)
                .map(stall -> stall.getKey() + ", " + stall.getKey().held(queues))
                .toList();
    }

    private void look(SoakSession.Way way, KernelQueues queues, Map<SoakSession.Way, Stall> seen) {
        long behind = way.waitsBehind();
        if (behind >= 0 && way.held(queues).isUpToTheRelay()) {
            Stall before = stalls.getOrDefault(way, new Stall(behind, -1));
            int looks = before.behind() == behind ? before.looks() + 1 : 0;
            seen.put(way, new Stall(behind, looks));
        }
    }
}
