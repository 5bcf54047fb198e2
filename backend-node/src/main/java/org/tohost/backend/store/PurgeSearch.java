package org.tohost.backend.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.SegmentGroups;
import org.tohost.backend.log.Segments;
import org.tohost.common.failure.Failure;

/// Looks for what is left of a user's mail that is forgotten. One thread.
final class PurgeSearch {
    private final Segments segments;
    private final String key;
    private final BodySet kept = new BodySet();

    /// @param view all that the user has
    PurgeSearch(Segments segments, UserView view) {
        this.segments = segments;
        this.key = new Partition.OfUser(view.user()).key();
        view.allMessages().forEach(message -> kept.add(message.body().id()));
    }

    /// {@return true if a segment has what was known of such mail; so has the one with its body}
    ///
    /// @throws Failure.Unavailable if it cannot be read
    boolean holds(long number) {
        boolean found = false;
        try (SegmentGroups groups = segments.groups(number)) {
            for (Optional<LogGroup> group = groups.next();
                    group.isPresent() && !found;
                    group = groups.next()) {
                found = group.get().changes().stream().anyMatch(this::tellsOfDead);
            }
        } catch (IOException | Failure.Syntax e) {
            throw new Failure.Unavailable("segment " + number + " cannot be read", e);
        }
        return found;
    }

    private boolean tellsOfDead(ChangeRecord record) {
        return record.user().equals(key)
                && ChangeCodec.decode(record.content()).stream()
                        .flatMap(change -> messages(change).stream())
                        .anyMatch(message -> !kept.contains(message.body().id()));
    }

    private static List<Message> messages(Change change) {
        return switch (change) {
            case Change.MessageAdded added -> List.of(added.message());
            case Kept.Messages kept -> kept.messages();
            case Change _ -> List.of();
        };
    }
}
