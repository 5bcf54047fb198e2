package org.tohost.deploy.transfer;

import java.io.IOException;
import java.io.InputStream;
import org.tohost.backend.transfer.Entry;
import org.tohost.backend.transfer.EntryReader;
import org.tohost.common.failure.Failure;

/// Writes a stream of mail to files. One thread.
public final class ExportRun {
    private final MailTarget target;
    private final Progress progress;

    /// Where a run tells how far it is.
    public interface Progress {
        /// So many messages are written.
        void at(long messages);
    }

    /// What was written.
    public record Result(long mailboxes, long messages) {}

    /// A run to this target.
    public ExportRun(MailTarget target, Progress progress) {
        this.target = target;
        this.progress = progress;
    }

    /// Writes all of it.
    ///
    /// @throws IOException if the stream is not whole, or the target fails
    public Result run(InputStream stream) throws IOException {
        EntryReader reader = new EntryReader(stream);
        long mailboxes = 0;
        long messages = 0;
        while (true) {
            switch (reader.next()) {
                case Entry.Mailbox mailbox -> {
                    mailboxes++;
                    target.mailbox(mailbox);
                }
                case Entry.Message message -> {
                    messages++;
                    target.message(message, out -> reader.copy(message, out));
                    progress.at(messages);
                }
                case Entry.Flagged _ -> throw new Failure.Syntax("flags without a message");
                case Entry.UpTo(long uid) -> target.upTo(uid);
                case Entry.Subscription(String name) -> target.subscription(name);
                case Entry.End() -> {
                    target.finish();
                    return new Result(mailboxes, messages);
                }
            }
        }
    }
}
