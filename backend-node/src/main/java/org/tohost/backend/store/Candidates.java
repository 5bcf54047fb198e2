package org.tohost.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which segments are worth being written again. Pure.
///
/// @param threshold how much of a segment is live at most, from 0 to 1
/// @param purge how long something dead stays at most
/// @param now the time
record Candidates(double threshold, Duration purge, Instant now) {
    /// Chooses. With the segments go the changes in them, so users get checkpoints: as long as
    /// those would take more than what is won, nothing is chosen, unless something has to go. If
    /// something has to, that which would have to soon goes with it.
    ///
    /// @param state octets that checkpoints of everybody take, about
    /// @return in the order of the numbers
    List<SegmentUse> of(List<SegmentUse> all, long state) {
        boolean must = all.stream().anyMatch(s -> isDead(s, purge.multipliedBy(3).dividedBy(4)));
        List<SegmentUse> chosen =
                all.stream()
                        .filter(s -> isSparse(s) || (must && isDead(s, purge.dividedBy(2))))
                        .toList();
        return must || isWorthIt(chosen, state) ? chosen : List.of();
    }

    private boolean isSparse(SegmentUse segment) {
        return segment.live() < threshold * segment.size();
    }

    private boolean isDead(SegmentUse segment, Duration longerThan) {
        Optional<Instant> since = segment.deadSince();
        return since.isPresent() && !since.get().plus(longerThan).isAfter(now);
    }

    private boolean isWorthIt(List<SegmentUse> chosen, long state) {
        long size = chosen.stream().mapToLong(SegmentUse::size).sum();
        long live = chosen.stream().mapToLong(SegmentUse::live).sum();
        return live + state < threshold * size;
    }
}
