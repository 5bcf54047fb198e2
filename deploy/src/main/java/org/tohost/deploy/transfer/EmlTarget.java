package org.tohost.deploy.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.tohost.backend.transfer.Entry;

/// A folder for each mailbox, a file for each message: its UID, `.eml`, as it goes over the wire.
/// Flags and subscriptions have no place in it.
public final class EmlTarget implements MailTarget {
    private final Path root;
    private Path folder;

    /// Writes below this folder.
    public EmlTarget(Path root) {
        this.root = root;
        this.folder = root;
    }

    @Override
    public void mailbox(Entry.Mailbox mailbox) throws IOException {
        folder = Files.createDirectories(root.resolve(FileNames.path(mailbox.name())));
    }

    @Override
    public void message(Entry.Message message, Octets octets) throws IOException {
        Path file = folder.resolve(message.uid() + ".eml");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            octets.to(out);
        }
        Files.setLastModifiedTime(file, FileTime.from(message.internalDate()));
    }

    @Override
    public void upTo(long uid) {}

    @Override
    public void subscription(String name) {}

    @Override
    public void finish() {}
}
