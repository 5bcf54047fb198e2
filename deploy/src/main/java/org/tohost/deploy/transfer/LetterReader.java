package org.tohost.deploy.transfer;

import java.io.IOException;
import java.util.Optional;

/// Reads the messages of a mailbox, those with UIDs first and by these.
public interface LetterReader extends AutoCloseable {
    /// {@return the next message that can be read; nothing at the end}
    Optional<Letter> next() throws IOException;

    /// {@return how much of the mailbox is behind us, up to [SourceMailbox#weight]}
    long done();

    /// {@return how many messages were passed over unread, as they were taken over before}
    long passed();

    @Override
    void close() throws IOException;
}
