package org.tohost.deploy.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.transfer.Entry;

/// A file for each mailbox, `a/b.mbox`, in the form mboxrd: `From ` at the start of a line of a
/// message gets a `>` in front. UIDs, flags and keywords stand in `X-IMAPbase`, `X-UID`, `Status`,
/// `X-Status` and `X-Keywords`. Subscriptions have no place in it.
public final class MboxTarget implements MailTarget {
    private final Path root;
    private Path file;
    private long uidValidity;

    /// Writes below this folder.
    public MboxTarget(Path root) {
        this.root = root;
        this.file = root;
    }

    @Override
    public void mailbox(Entry.Mailbox mailbox) throws IOException {
        file = root.resolve(FileNames.path(mailbox.name()) + ".mbox");
        Path folder = file.getParent();
        Files.createDirectories(folder == null ? root : folder);
        Files.createFile(file);
        uidValidity = mailbox.uidValidity();
    }

    @Override
    public void message(Entry.Message message, Octets octets) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
            String from = FromLine.of(message.internalDate()) + "\n";
            out.write(from.getBytes(StandardCharsets.US_ASCII));
            out.write(MboxHeader.lines(fields(message)));
            FromQuoting quoting = new FromQuoting(out);
            LineEnds lines = LineEnds.toFile(quoting);
            octets.to(lines);
            lines.finish();
            quoting.finish();
            out.write('\n');
        }
    }

    /// The numbers of the mailbox stand in its first message. The last UID is that of the message:
    /// a greater one would have to be known before all are written.
    private List<String> fields(Entry.Message message) throws IOException {
        List<String> fields = new ArrayList<>();
        if (Files.size(file) == 0) {
            fields.add("X-IMAPbase: " + uidValidity + " " + message.uid());
        }
        Flags flags = message.flags();
        fields.add("X-UID: " + message.uid());
        fields.add("Status: " + (flags.contains(SystemFlag.SEEN) ? "RO" : "O"));
        String state =
                (flags.contains(SystemFlag.ANSWERED) ? "A" : "")
                        + (flags.contains(SystemFlag.FLAGGED) ? "F" : "")
                        + (flags.contains(SystemFlag.DRAFT) ? "T" : "")
                        + (flags.contains(SystemFlag.DELETED) ? "D" : "");
        if (!state.isEmpty()) {
            fields.add("X-Status: " + state);
        }
        if (!flags.keywords().isEmpty()) {
            fields.add("X-Keywords: " + String.join(" ", flags.keywords()));
        }
        if (!message.uidl().isEmpty()) {
            fields.add("X-UIDL: " + message.uidl());
        }
        return fields;
    }

    @Override
    public void upTo(long uid) {}

    @Override
    public void subscription(String name) {}

    @Override
    public void finish() {}
}
