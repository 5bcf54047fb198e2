package org.tohost.backend.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tohost.backend.log.CommitListener;
import org.tohost.backend.log.Committed;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// A planned group on its way to the disk. Its state is there to plan on from the beginning;
/// visible it is once the group is committed, and only then the answer is given.
final class GroupUnderWay<A> implements CommitListener {
    private final StoreState state;
    private final A answer;
    private final CompletableFuture<A> future;
    private final Map<Long, byte[]> outlines;
    private final Map<UserId, States.Planned<UserView>> users = new LinkedHashMap<>();
    private final Map<String, States.Planned<QueueEntry>> queue = new LinkedHashMap<>();

    GroupUnderWay(StoreState state, GroupDraft draft, A answer, CompletableFuture<A> future) {
        this.state = state;
        this.answer = answer;
        this.future = future;
        this.outlines = draft.outlines();
        draft.users().forEach((user, planned) -> plan(draft, user, planned));
        draft.queue().forEach((id, planned) -> plan(draft, id, planned));
    }

    @Override
    public void committed(Committed committed) {
        state.group(committed.at(), committed.octets(), () -> publish(committed));
        users.keySet().forEach(state::changed);
        if (!queue.isEmpty()) {
            state.queueChanged();
        }
        future.complete(answer);
    }

    private void publish(Committed committed) {
        committed.bodies().forEach(state::stored);
        outlines.forEach(state::outlined);
        users.forEach((user, planned) -> {
            state.publish(user, planned.state().orElseThrow());
            state.users().forget(user, planned);
        });
        queue.forEach((id, planned) -> {
            state.publish(id, planned.state());
            state.queue().forget(id, planned);
        });
    }

    @Override
    public void failed(Failure.Unavailable failure) {
        discard();
        future.completeExceptionally(failure);
    }

    /// Throws the planned state away.
    void discard() {
        users.forEach(state.users()::forget);
        queue.forEach(state.queue()::forget);
    }

    private void plan(GroupDraft draft, UserId user, UserDraft planned) {
        if (!planned.changes().isEmpty()) {
            Optional<UserView> result = Optional.of(planned.result());
            users.put(user, state.users().plan(user, draft.incarnation(), result));
        }
    }

    private void plan(GroupDraft draft, String queueId, QueueDraft planned) {
        if (!planned.changes().isEmpty()) {
            queue.put(queueId, state.queue().plan(queueId, draft.incarnation(), planned.entry()));
        }
    }
}
