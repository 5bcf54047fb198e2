package org.tohost.deploy.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.transfer.Entry;

/// Reads an mbox, message by message. A message begins at a line `From ` at the start or behind an
/// empty line, if the line has a date or a header field follows; `>From ` loses one `>`.
final class MboxReader implements LetterReader {
    private final MboxMailbox mailbox;
    private final MboxLines lines;
    private final Spool spool;
    private final long after;
    private long lastUid;
    private final List<Entry.Flagged> passed = new ArrayList<>();
    private boolean begun;

    MboxReader(MboxMailbox mailbox, MboxLines lines, Spool spool, long after) {
        this.mailbox = mailbox;
        this.lines = lines;
        this.spool = spool;
        this.after = after;
    }

    @Override
    public Optional<Letter> next() throws IOException {
        while (true) {
            Optional<MboxLines.Line> from = lines.next();
            if (from.isPresent() && !begun && !from.get().begins("From ")) {
                mailbox.complaints().add(file(), "does not begin with a From line: no mbox");
                return Optional.empty();
            }
            begun = true;
            if (from.isEmpty()) {
                return Optional.empty();
            }
            Optional<Letter> letter = letter(from.get().text());
            if (letter.isPresent()) {
                return letter;
            }
        }
    }

    private Path file() {
        return mailbox.file();
    }

    private Optional<Letter> letter(String from) throws IOException {
        MboxHeader header = new MboxHeader();
        try (SpoolWriter writer = spool.begin()) {
            LineEnds out = LineEnds.toWire(writer);
            header(header, out);
            body(out);
            out.finish();
            long uid = uid(header);
            if (header.expunged()) {
                return Optional.empty();
            }
            Flags flags = Keywords.flags(header.flags(), file(), mailbox.complaints());
            if (uid > 0 && uid <= after) {
                passed.add(new Entry.Flagged(uid, flags));
                return Optional.empty();
            }
            String uidl = ImportedMessage.mayBeUidl(header.uidl()) ? header.uidl() : "";
            return Optional.of(new Letter(writer.finish(), flags, date(from), uid, "", uidl));
        }
    }

    /// UIDs count where the mailbox says their UIDVALIDITY, and as long as they rise.
    private long uid(MboxHeader header) {
        if (mailbox.uidValidity() == 0 || header.uid() <= lastUid) {
            return 0;
        }
        lastUid = header.uid();
        return lastUid;
    }

    private Instant date(String from) throws IOException {
        Optional<Instant> date = FromLine.date(from);
        if (date.isEmpty()) {
            mailbox.complaints()
                    .add(file(), "no date in \"" + from + "\": the file's own is taken");
        }
        return date.isPresent() ? date.get() : LetterFile.date(file());
    }

    private void header(MboxHeader header, OutputStream out) throws IOException {
        Optional<MboxLines.Line> line = lines.peek();
        while (line.isPresent() && !line.get().blank()) {
            if (!line.get().starts() || header.add(line.get().text())) {
                out.write(line.get().octets());
            }
            lines.next();
            line = lines.peek();
        }
    }

    /// An empty line waits until it is known not to be the one in front of the next message.
    private void body(OutputStream out) throws IOException {
        boolean waiting = false;
        while (true) {
            Optional<MboxLines.Line> line = lines.peek();
            if (line.isEmpty() || (waiting && line.get().begins("From ") && separates())) {
                return;
            }
            MboxLines.Line current = lines.next().orElseThrow();
            if (waiting) {
                out.write('\n');
            }
            waiting = current.blank();
            if (!waiting) {
                out.write(unquoted(current.octets()));
            }
        }
    }

    /// Looks at the line `From ` that is next, and at the one behind it.
    private boolean separates() throws IOException {
        return FromLine.date(lines.peek().orElseThrow().text()).isPresent()
                || lines.behind().filter(MboxHeader::mayBegin).isPresent();
    }

    private static byte[] unquoted(byte[] line) {
        int quotes = 0;
        while (quotes < line.length && line[quotes] == '>') {
            quotes++;
        }
        boolean quoted =
                quotes > 0
                        && line.length >= quotes + 5
                        && new String(line, quotes, 5, StandardCharsets.US_ASCII).equals("From ");
        return quoted ? Arrays.copyOfRange(line, 1, line.length) : line;
    }

    @Override
    public long done() {
        return lines.position() / MboxMailbox.UNIT;
    }

    @Override
    public List<Entry.Flagged> passed() {
        return passed;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
