package org.tohost.backend.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.backend.log.ChangeRecord;
import org.tohost.backend.log.LogDamage;
import org.tohost.backend.log.LogGroup;
import org.tohost.backend.log.LogScan;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// Makes state out of what can be read of a log. The thread that reads it.
final class ImageReplay implements LogScan.Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(ImageReplay.class);

    private final StoreState state;
    private final ImageFindings findings;
    private final QueueReplay queue;
    private final Map<UserId, CheckpointGap> gaps = new HashMap<>();

    ImageReplay(StoreState state, ImageFindings findings) {
        this.state = state;
        this.findings = findings;
        this.queue = new QueueReplay(state);
    }

    @Override
    public void damage(LogDamage damage) {
        gaps.values().forEach(CheckpointGap::damaged);
        findings.damage(damage);
    }

    @Override
    public void progress(long read, long all) {
        findings.progress(read, all);
    }

    @Override
    public void group(LogGroup group) {
        state.awaitRoom();
        state.group(group.at(), group.octets(), () -> replay(group));
    }

    /// That was the last group: what no checkpoint has is lost.
    void end() {
        gaps.forEach((user, gap) -> findings.lost(user, gap.first(), gap.last()));
    }

    private void replay(LogGroup group) {
        group.bodies().forEach(state::stored);
        for (ChangeRecord record : group.changes()) {
            try {
                switch (Partition.parse(record.user())) {
                    case Partition.OfUser(UserId user) -> {
                        if (record.checkpoint()) {
                            checkpoint(user, record);
                        } else {
                            replay(user, record);
                        }
                    }
                    case Partition.OfQueue(String queueId) ->
                            queue.replay(queueId, group.at().sequence(), record);
                }
            } catch (Failure.Syntax e) { // of a group with the right checksum
                LOG.warn("A change record cannot be read: {}", e.getMessage());
            }
        }
    }

    private void replay(UserId user, ChangeRecord record) {
        UserView view = state.view(user);
        long sequence = record.userSequence();
        if (sequence <= view.version()) {
            return;
        }
        if (sequence > view.version() + 1) {
            gaps.putIfAbsent(user, new CheckpointGap(view.version() + 1, sequence - 1));
        }
        CheckpointGap gap = gaps.get(user);
        if (gap != null) {
            gap.change(record);
        }
        for (Change change : ChangeCodec.decode(record.content())) {
            if (change instanceof Change.OfUser ofUser) {
                view = MailRepair.apply(view, ofUser, record.at());
            }
        }
        state.publish(user, view.withVersion(sequence));
    }

    private void checkpoint(UserId user, ChangeRecord record) {
        UserView view = state.view(user);
        long version = record.userSequence();
        if (!gaps.containsKey(user) && version <= view.version()) {
            return;
        }
        CheckpointGap gap =
                gaps.computeIfAbsent(user, _ -> new CheckpointGap(view.version() + 1, version));
        Optional<UserView> whole = gap.part(view, record);
        if (whole.isPresent()) {
            gaps.remove(user);
            if (gap.isBroken()) {
                findings.lost(user, gap.first(), gap.last());
            }
            state.publish(user, whole.get());
            gap.later().forEach(later -> replay(user, later));
        }
    }
}
