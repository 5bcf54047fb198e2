package org.tohost.backend.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.tohost.backend.index.RowScan;
import org.tohost.backend.log.LogScan;
import org.tohost.backend.log.StoredBody;
import org.tohost.common.domain.UserId;

/// A store as its segments tell it, whatever is wrong with them: for looking at a store that is
/// stopped, or a copy of one. Nothing of it is changed; what is derived lies in another folder.
/// What broken groups would have told is missing; a mailbox of which the name is lost has another
/// one below [MailRepair#LOST].
public final class StoreImage implements StoredMail, AutoCloseable {
    private final StoreState state;

    private StoreImage(StoreState state) {
        this.state = state;
    }

    /// Reads all segments.
    ///
    /// @param log the folder of the log
    /// @param scratch an empty folder for what is derived
    /// @param digests whether the SHA-256 of each body is compared too
    /// @throws org.tohost.common.failure.Failure.Unavailable if no segment can be read at all
    public static StoreImage read(Path log, Path scratch, boolean digests, ImageFindings findings)
            throws IOException {
        StoreIndex index = new StoreIndex(log, scratch, IndexSettings.DEFAULT);
        return read(index, IndexSettings.DEFAULT, new Extent(digests, Long.MAX_VALUE), findings);
    }

    /// How much of a log is read.
    ///
    /// @param digests whether the SHA-256 of each body is compared too
    /// @param upTo the last group
    record Extent(boolean digests, long upTo) {}

    static StoreImage read(
            StoreIndex index, IndexSettings settings, Extent extent, ImageFindings findings)
            throws IOException {
        StoreState state = new StoreState(index, settings);
        try {
            state.open();
            ImageReplay replay = new ImageReplay(state, findings);
            new LogScan(replay, extent.digests(), extent.upTo()).run(index.log());
            replay.end();
            return new StoreImage(state);
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    @Override
    public SortedSet<UserId> users() {
        return state.allUsers();
    }

    @Override
    public UserView view(UserId user) {
        return state.view(user);
    }

    @Override
    public Optional<StoredBody> place(BodyRef ref) {
        return state.place(ref);
    }

    /// Tells where each body lies, also those that nothing points at.
    public void bodies(Consumer<StoredBody> taker) {
        state.bodies(taker);
    }

    /// Compares an index that is at the same group.
    void compare(RowScan other, StoreFindings findings) {
        state.flush();
        state.index().rows().atOneMoment(rows -> new IndexComparison(other, rows, findings).run());
    }

    /// Takes a state of a user to the parts of a checkpoint that follow the first.
    void checkpoint(UserView view, Consumer<Kept> parts) {
        new Checkpoint(view, state.index(), parts).run();
    }

    /// {@return what waits for delivery}
    public List<QueueEntry> queue() {
        return List.copyOf(state.queue().allVisible());
    }

    /// {@return the octets of a message whose body has a place}
    public Body body(BodyRef ref) {
        return state.body(ref);
    }

    /// Lets go of what is derived; the folder stays.
    @Override
    public void close() {
        state.close();
    }
}
