package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tohost.backend.spool.Spool;

/// An mbox file. The first message may say UIDVALIDITY and last UID in `X-IMAPbase`.
final class MboxMailbox implements SourceMailbox {
    /// What counts as much as a file of a Maildir.
    static final long UNIT = 16 * 1024;

    private final String name;
    private final Path file;
    private final Complaints complaints;
    private final long uidValidity;
    private final long upTo;

    MboxMailbox(String name, Path file, Complaints complaints) {
        this.name = name;
        this.file = file;
        this.complaints = complaints;
        MboxHeader first = first(file);
        this.uidValidity = first.uidValidity();
        this.upTo = first.lastUid();
    }

    /// What cannot be read is told when the messages are.
    private static MboxHeader first(Path file) {
        MboxHeader header = new MboxHeader();
        try (MboxLines lines = new MboxLines(Files.newInputStream(file))) {
            Optional<MboxLines.Line> line = lines.next();
            while (line.isPresent() && !line.get().blank() && lines.position() < 1 << 20) {
                header.add(line.get().text());
                line = lines.next();
            }
        } catch (IOException e) {
            return new MboxHeader();
        }
        return header;
    }

    @Override
    public String name() {
        return name;
    }

    Path file() {
        return file;
    }

    Complaints complaints() {
        return complaints;
    }

    @Override
    public long uidValidity() {
        return uidValidity;
    }

    @Override
    public long upTo() {
        return upTo;
    }

    @Override
    public boolean subscribed() {
        return false;
    }

    @Override
    public long weight() {
        try {
            return Files.size(file) / UNIT;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public LetterReader open(Spool spool, long after) throws IOException {
        return new MboxReader(this, new MboxLines(Files.newInputStream(file)), spool, after);
    }
}
