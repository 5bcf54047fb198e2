package org.tohost.deploy.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.transfer.Entry;

/// Reads the messages of a mailbox, those with UIDs first and by these.
public interface LetterReader extends AutoCloseable {
    /// {@return the next message that can be read; nothing at the end}
    Optional<Letter> next() throws IOException;

    /// {@return how much of the mailbox is behind us, up to [SourceMailbox#weight]}
    long done();

    /// {@return the messages that were passed over, as they were taken over before}
    List<Entry.Flagged> passed();

    @Override
    void close() throws IOException;
}
