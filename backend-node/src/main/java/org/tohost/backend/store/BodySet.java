package org.tohost.backend.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// A set of numbers of bodies: a bit each, where there are any near. One thread at a time.
final class BodySet {
    private static final int PAGE = 16; // bits of a number within a page

    private final Map<Long, BitSet> pages = new HashMap<>();

    void add(long body) {
        pages.computeIfAbsent(body >>> PAGE, _ -> new BitSet(1 << PAGE)).set(place(body));
    }

    boolean contains(long body) {
        BitSet page = pages.get(body >>> PAGE);
        return page != null && page.get(place(body));
    }

    private static int place(long body) {
        return (int) body & ((1 << PAGE) - 1);
    }
}
