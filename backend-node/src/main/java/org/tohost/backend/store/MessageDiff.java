package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;

/// Compares two lists of one mailbox. Chunks that both share are skipped unseen, so the cost
/// follows what changed and not the size of the mailbox.
final class MessageDiff {
    private final ChunkCursor before;
    private final ChunkCursor after;
    private final List<Message> expunged = new ArrayList<>();
    private final List<Message> changed = new ArrayList<>();
    private final List<Message> added = new ArrayList<>();

    private MessageDiff(MessageList before, MessageList after) {
        this.before = before.cursor();
        this.after = after.cursor();
    }

    static MailboxChanges between(MessageList before, MessageList after) {
        return new MessageDiff(before, after).run();
    }

    private MailboxChanges run() {
        while (!before.atEnd() && !after.atEnd()) {
            if (!before.skipShared(after)) {
                step();
            }
        }
        for (; !before.atEnd(); before.advance()) {
            expunged.add(before.message());
        }
        for (; !after.atEnd(); after.advance()) {
            added.add(after.message());
        }
        return new MailboxChanges(expunged, changed, added);
    }

    private void step() {
        Message was = before.message();
        Message is = after.message();
        if (was.uid() < is.uid()) {
            expunged.add(was);
            before.advance();
        } else if (was.uid() > is.uid()) {
            added.add(is);
            after.advance();
        } else {
            if (was.modSeq() != is.modSeq()) {
                changed.add(is);
            }
            before.advance();
            after.advance();
        }
    }
}
