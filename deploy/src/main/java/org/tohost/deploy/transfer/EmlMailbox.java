package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.transfer.Entry;

/// A folder with a file for each message (`.eml`). Nothing says whether they were read: whoever
/// kept them so has read them.
record EmlMailbox(String name, List<Path> files, Complaints complaints) implements SourceMailbox {
    EmlMailbox {
        files = List.copyOf(files);
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
    public boolean subscribed() {
        return false;
    }

    @Override
    public long weight() {
        return files.size();
    }

    @Override
    public LetterReader open(Spool spool, long after) {
        return new Reader(this, spool);
    }

    private static final class Reader implements LetterReader {
        private final EmlMailbox mailbox;
        private final Spool spool;
        private int at;

        Reader(EmlMailbox mailbox, Spool spool) {
            this.mailbox = mailbox;
            this.spool = spool;
        }

        @Override
        public Optional<Letter> next() {
            while (at < mailbox.files().size()) {
                Path file = mailbox.files().get(at++);
                try {
                    Flags seen = Flags.of(SystemFlag.SEEN);
                    var date = LetterFile.date(file);
                    return Optional.of(
                            new Letter(LetterFile.read(file, spool), seen, date, 0, "", ""));
                } catch (IOException e) {
                    mailbox.complaints().add(file, LetterFile.reason(e));
                }
            }
            return Optional.empty();
        }

        @Override
        public long done() {
            return at;
        }

        @Override
        public List<Entry.Flagged> passed() {
            return List.of();
        }

        @Override
        public void close() {
            at = mailbox.files().size();
        }
    }
}
