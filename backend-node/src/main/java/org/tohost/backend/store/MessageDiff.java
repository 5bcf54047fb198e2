package org.tohost.backend.store;

import java.util.stream.IntStream;

/// Compares two lists of one mailbox. Chunks that both share are skipped unseen, so the cost
/// follows what changed and not the size of the mailbox.
final class MessageDiff {
    private final ChunkCursor before;
    private final ChunkCursor after;
    private final IntStream.Builder expunged = IntStream.builder(); // places
    private final IntStream.Builder changed = IntStream.builder();
    private final IntStream.Builder added = IntStream.builder();

    private MessageDiff(ChunkCursor before, ChunkCursor after) {
        this.before = before;
        this.after = after;
    }

    static MailboxChanges between(MessageList before, MessageList after) {
        MessageDiff diff = new MessageDiff(before.cursor(), after.cursor());
        diff.run();
        return new MailboxChanges(
                Selection.of(before, diff.expunged.build()),
                Selection.of(after, diff.changed.build()),
                Selection.of(after, diff.added.build()));
    }

    private void run() {
        while (!before.atEnd() && !after.atEnd()) {
            if (!before.skipShared(after)) {
                step();
            }
        }
        for (; !before.atEnd(); before.advance()) {
            expunged.add(before.place());
        }
        for (; !after.atEnd(); after.advance()) {
            added.add(after.place());
        }
    }

    private void step() {
        long was = before.uid();
        long is = after.uid();
        if (was < is) {
            expunged.add(before.place());
            before.advance();
        } else if (was > is) {
            added.add(after.place());
            after.advance();
        } else {
            if (before.modSeq() != after.modSeq()) {
                changed.add(after.place());
            }
            before.advance();
            after.advance();
        }
    }
}
