package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.common.failure.Failure;

/// Changes of a user that are not there: freed, and then a checkpoint follows that has what came of
/// them, or lost. One thread.
final class CheckpointGap {
    private final long first;
    private final long last;
    private final List<ChangeRecord> later = new ArrayList<>();
    private Optional<UserView> built = Optional.empty();
    private long version;
    private boolean broken;

    /// @param first the number of the first change that is not there
    /// @param last the number of the last one
    CheckpointGap(long first, long last) {
        this.first = first;
        this.last = last;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /// A part of the log is broken: if a checkpoint has begun, a part of it may be missing.
    void damaged() {
        broken |= built.isPresent();
    }

    /// {@return true if what was there may be missing in the checkpoint}
    boolean isBroken() {
        return broken;
    }

    /// A change of the user that follows the beginning of the checkpoint.
    void change(ChangeRecord record) {
        if (built.isPresent()) {
            later.add(record);
        }
    }

    /// {@return the changes that follow the checkpoint}
    List<ChangeRecord> later() {
        return List.copyOf(later);
    }

    /// Takes a part of a checkpoint.
    ///
    /// @return the state, if that was the last part
    Optional<UserView> part(UserView before, ChangeRecord record) {
        boolean ended = false;
        for (Change change : ChangeCodec.decode(record.content())) {
            if (change instanceof Kept part) {
                if (part instanceof Kept.Begun) {
                    version = record.userSequence();
                    later.clear();
                    broken = false;
                    built = Optional.of(KeptApplier.apply(before, part));
                } else if (version == record.userSequence()) {
                    built = built.map(view -> fitting(view, part));
                    ended = part instanceof Kept.Ended;
                }
            }
        }
        return ended ? built.map(view -> view.withVersion(version)) : Optional.empty();
    }

    private UserView fitting(UserView view, Kept part) {
        try {
            return KeptApplier.apply(view, part);
        } catch (Failure.Syntax | IllegalArgumentException _) {
            broken = true;
            return view;
        }
    }
}
