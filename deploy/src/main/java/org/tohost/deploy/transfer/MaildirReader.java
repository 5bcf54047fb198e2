package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.transfer.Entry;

/// Reads the files of a Maildir's folder, as they were when it was opened.
final class MaildirReader implements LetterReader {
    private final MaildirMailbox mailbox;
    private final Spool spool;
    private final long after;
    private final Complaints complaints;
    private final Keywords keywords;
    private final List<MaildirMailbox.Entry> entries;
    private int at;
    private final List<Entry.Flagged> passed = new ArrayList<>();

    MaildirReader(MaildirMailbox mailbox, Spool spool, long after) {
        this.mailbox = mailbox;
        this.spool = spool;
        this.after = after;
        this.complaints = mailbox.complaints();
        this.keywords = Keywords.read(mailbox.folder(), complaints);
        this.entries = mailbox.entries();
    }

    @Override
    public Optional<Letter> next() {
        while (at < entries.size()) {
            MaildirMailbox.Entry entry = entries.get(at++);
            if (entry.uid() > 0 && entry.uid() <= after) {
                passed.add(new Entry.Flagged(entry.uid(), flags(entry.file())));
                continue;
            }
            try {
                return Optional.of(letter(entry));
            } catch (IOException e) {
                complaints.add(entry.file(), LetterFile.reason(e));
            }
        }
        return Optional.empty();
    }

    private Letter letter(MaildirMailbox.Entry entry) throws IOException {
        try {
            return letter(entry, entry.file());
        } catch (NoSuchFileException e) {
            Optional<Path> renamed = mailbox.again(entry.base());
            if (renamed.isEmpty()) {
                throw e;
            }
            return letter(entry, renamed.get());
        }
    }

    private Letter letter(MaildirMailbox.Entry entry, Path file) throws IOException {
        Instant date = LetterFile.date(file);
        Flags flags = flags(file);
        Spooled body = LetterFile.read(file, spool);
        // whoever has no UID yet will have one at the next import
        String key = mailbox.uidValidity() == 0 ? "" : "maildir:" + entry.base();
        String uidl = mailbox.uidl(entry);
        return new Letter(
                body, flags, date, entry.uid(), key, ImportedMessage.mayBeUidl(uidl) ? uidl : "");
    }

    private Flags flags(Path file) {
        return keywords.of(String.valueOf(file.getFileName()), file, complaints);
    }

    @Override
    public long done() {
        return at;
    }

    @Override
    public List<Entry.Flagged> passed() {
        return passed;
    }

    @Override
    public void close() {
        at = entries.size();
    }
}
