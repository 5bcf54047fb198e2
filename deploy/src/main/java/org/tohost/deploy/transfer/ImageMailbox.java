package org.tohost.deploy.transfer;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.store.MailboxView;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.StoreImage;
import org.tohost.backend.transfer.Entry;

/// A mailbox of a store that is read as it lies there, without the messages that are known
/// elsewhere. They come without UIDs: a copy of an earlier day must not give those again that were
/// given since.
public record ImageMailbox(
        StoreImage image,
        MailboxView mailbox,
        boolean subscribed,
        Known known,
        Complaints complaints)
        implements SourceMailbox {
    @Override
    public String name() {
        return mailbox.name();
    }

    @Override
    public long uidValidity() {
        return 0;
    }

    @Override
    public long upTo() {
        return 0;
    }

    @Override
    public long weight() {
        return mailbox.messages().size();
    }

    @Override
    public LetterReader open(Spool spool, long after) {
        return new Reader(this, spool);
    }

    private Letter letter(Message message, Spool spool) throws IOException {
        try (SpoolWriter writer = spool.begin()) {
            image.body(message.body()).transferTo(writer);
            return new Letter(
                    writer.finish(),
                    message.flags(),
                    message.internalDate(),
                    0,
                    "",
                    message.uidl());
        }
    }

    private static final class Reader implements LetterReader {
        private final ImageMailbox source;
        private final Spool spool;
        private final Iterator<Message> messages;
        private long done;

        Reader(ImageMailbox source, Spool spool) {
            this.source = source;
            this.spool = spool;
            this.messages = source.mailbox().messages().stream().iterator();
        }

        @Override
        public Optional<Letter> next() throws IOException {
            while (messages.hasNext()) {
                Message message = messages.next();
                done++;
                if (source.known().take(source.name(), message)) {
                    continue;
                }
                if (source.image().place(message.body()).isPresent()) {
                    return Optional.of(source.letter(message, spool));
                }
                source.complaints()
                        .add(source.name(), "UID " + message.uid() + ": its body is lost");
            }
            return Optional.empty();
        }

        @Override
        public long done() {
            return done;
        }

        @Override
        public List<Entry.Flagged> passed() {
            return List.of();
        }

        @Override
        public void close() {
            done = source.weight();
        }
    }
}
