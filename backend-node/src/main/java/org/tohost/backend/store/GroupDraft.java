package org.tohost.backend.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.NewBody;
import org.tohost.backend.log.RecordGroup;
import org.tohost.backend.spool.Spooled;
import org.tohost.common.domain.UserId;

/// One record group that is being planned, for any number of users and entries of the queue, on top
/// of their newest state. One thread at a time.
final class GroupDraft {
    private final StoreState state;
    private final long incarnation;
    private final Instant now;
    private final Map<Spooled, Arriving> arriving;
    private final Map<UserId, UserDraft> users = new LinkedHashMap<>();
    private final Map<String, QueueDraft> queue = new LinkedHashMap<>();
    private final List<ChangeRecord> checkpoints = new ArrayList<>();
    private final Map<Spooled, Long> bodies = new LinkedHashMap<>();

    /// @param arriving the bodies that messages may be made of
    GroupDraft(StoreState state, long incarnation, Instant now, Map<Spooled, Arriving> arriving) {
        this.state = state;
        this.incarnation = incarnation;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
        this.arriving = arriving;
    }

    Instant now() {
        return now;
    }

    long incarnation() {
        return incarnation;
    }

    UserDraft user(UserId user) {
        return users.computeIfAbsent(user, u -> new UserDraft(state.newest(u, incarnation), now));
    }

    QueueDraft queue(String queueId) {
        return queue.computeIfAbsent(
                queueId, id -> new QueueDraft(state.queue().newest(id, incarnation)));
    }

    /// Begins a checkpoint of a user, of the state after all that is planned.
    ///
    /// @return this state
    UserView checkpoint(UserId user) {
        UserView view = state.newest(user, incarnation);
        byte[] content = ChangeCodec.encode(List.of(Checkpoint.begin(view)));
        String key = new Partition.OfUser(user).key();
        checkpoints.add(new ChangeRecord(key, view.version(), now, true, content));
        return view;
    }

    /// {@return the id under which this body will be stored: once, however often it is asked for}
    long body(Spooled spooled) {
        return bodies.computeIfAbsent(spooled, _ -> state.nextBody());
    }

    /// {@return what a message of this body consists of}
    ///
    /// @param prefix header lines before the body, an octet a character
    MessageContent content(Spooled spooled, String prefix) {
        Arriving body = Objects.requireNonNull(arriving.get(spooled), "a body nobody has read");
        return body.content(body(spooled), prefix);
    }

    /// {@return the outlines of the bodies, by their ids, as far as they are to be kept}
    Map<Long, byte[]> outlines() {
        Map<Long, byte[]> outlines = new LinkedHashMap<>();
        bodies.forEach((spooled, id) ->
                Optional.ofNullable(arriving.get(spooled))
                        .map(Arriving::outline)
                        .filter(outline -> outline.length <= Outlines.MAX)
                        .ifPresent(outline -> outlines.put(id, outline)));
        return outlines;
    }

    Map<UserId, UserDraft> users() {
        return users;
    }

    Map<String, QueueDraft> queue() {
        return queue;
    }

    /// {@return what is to be written}
    RecordGroup group() {
        List<ChangeRecord> records = new ArrayList<>();
        users.forEach((user, draft) -> {
            String key = new Partition.OfUser(user).key();
            record(records, key, draft.view().version() + 1, draft.changes());
        });
        queue.forEach((id, draft) ->
                record(records, new Partition.OfQueue(id).key(), 0, draft.changes()));
        records.addAll(checkpoints);
        List<NewBody> written = new ArrayList<>();
        bodies.forEach((spooled, id) -> written.add(new NewBody(id, spooled)));
        return new RecordGroup(records, written);
    }

    private void record(
            List<ChangeRecord> records, String key, long sequence, List<Change> changes) {
        if (!changes.isEmpty()) {
            records.add(ChangeRecord.changes(key, sequence, now, ChangeCodec.encode(changes)));
        }
    }
}
