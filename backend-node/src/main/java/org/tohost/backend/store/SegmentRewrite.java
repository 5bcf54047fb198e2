package org.tohost.backend.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.NewBody;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.log.SegmentGroups;
import org.tohost.backend.log.Segments;
import org.tohost.backend.log.StoredBody;
import org.tohost.backend.log.StoredContent;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Writes the live bodies of segments again, under the same numbers, and finds out whose changes
/// the segments have. One thread.
final class SegmentRewrite {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRewrite.class);
    private static final long GROUP = 1 << 20;

    private final StoreState state;
    private final Segments segments;
    private final StoreWriter writer;
    private final LogUse use;
    private final Pace pace;
    private final Map<UserId, Long> changes = new HashMap<>();
    private final Set<String> entries = new HashSet<>();
    private final List<Long> dead = new ArrayList<>();
    private final List<NewBody> waiting = new ArrayList<>();
    private long waitingOctets;

    SegmentRewrite(StoreState state, Segments segments, StoreWriter writer, LogUse use, Pace pace) {
        this.state = state;
        this.segments = segments;
        this.writer = writer;
        this.use = use;
        this.pace = pace;
    }

    /// Writes again what lives in a segment.
    ///
    /// @return false if it is damaged, and therefore has to stay
    /// @throws Failure.Unavailable if it cannot be read, or the store cannot write
    boolean run(long number) {
        try (SegmentGroups groups = segments.groups(number)) {
            List<Long> deadHere = new ArrayList<>();
            for (Optional<LogGroup> group = groups.next();
                    group.isPresent();
                    group = groups.next()) {
                group.get().changes().forEach(this::note);
                for (StoredBody body : group.get().bodies()) {
                    if (!use.isLive(body.id())) {
                        deadHere.add(body.id());
                    } else if (state.isPlace(body) && !again(body, groups)) {
                        return false;
                    }
                }
            }
            write();
            dead.addAll(deadHere);
            return groups.isAtEnd() || damaged(number, "something stands behind its last group");
        } catch (Failure.Syntax e) {
            return damaged(number, e.getMessage());
        } catch (IOException e) {
            throw new Failure.Unavailable("segment " + number + " cannot be read", e);
        }
    }

    /// {@return the users who have changes in the segments, with the number of the last; one above
    /// it where a checkpoint of this number is there}
    Map<UserId, Long> users() {
        return changes;
    }

    /// {@return the entries of the queue that have changes in the segments}
    Set<String> entries() {
        return entries;
    }

    /// {@return the bodies in the segments that nobody has}
    List<Long> dead() {
        return dead;
    }

    private void note(ChangeRecord record) {
        switch (Partition.parse(record.user())) {
            case Partition.OfUser(UserId user) -> {
                long needed = record.userSequence() + (record.checkpoint() ? 1 : 0);
                changes.merge(user, needed, Math::max);
            }
            case Partition.OfQueue(String queueId) -> entries.add(queueId);
        }
    }

    private boolean again(StoredBody body, SegmentGroups groups) {
        StoredContent content = groups.content(body);
        if (!content.isIntact()) {
            return damaged(body.segment(), "body " + body.id() + " has another SHA-256");
        }
        if (waitingOctets > 0 && waitingOctets + body.size() > GROUP) {
            write();
        }
        waiting.add(new NewBody(body.id(), content));
        waitingOctets += body.size();
        return true;
    }

    /// The places of what is written are known to all when this returns.
    private void write() {
        if (!waiting.isEmpty()) {
            pace.before(waitingOctets);
            writer.append(new RecordGroup(List.of(), List.copyOf(waiting)));
            waiting.clear();
            waitingOctets = 0;
        }
    }

    private boolean damaged(long number, String how) {
        waiting.clear();
        waitingOctets = 0;
        LOG.error("Segment {} is damaged and stays where it is: {}", number, how);
        return false;
    }
}
