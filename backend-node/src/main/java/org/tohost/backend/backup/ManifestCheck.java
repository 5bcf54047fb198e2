package org.tohost.backend.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tohost.backend.log.LogCopy;
import org.tohost.backend.log.LogDamage;

/// Compares a backup with its manifest: are all segments there, and are they the same?
public final class ManifestCheck {
    private final Path folder;
    private final Consumer<LogDamage> damages;

    /// A check of the backup in this folder.
    public ManifestCheck(Path folder, Consumer<LogDamage> damages) {
        this.folder = folder;
        this.damages = damages;
    }

    /// Checks it, if there is a manifest.
    public void run() throws IOException {
        Optional<Manifest> manifest = Manifest.find(folder);
        if (manifest.isPresent()) {
            for (LogCopy.Copied segment : manifest.get().segments()) {
                check(segment);
            }
        }
    }

    private void check(LogCopy.Copied segment) throws IOException {
        Path file = folder.resolve(Backup.LOG).resolve(segment.name());
        if (!Files.exists(file)) {
            tell(file, segment, "the manifest has it, and it is missing");
        } else if (Files.size(file) < segment.used()
                || LogCopy.checksum(file, segment.used()) != segment.checksum()) {
            tell(file, segment, "it is not what the manifest says");
        }
    }

    /// No octets in particular: what of it can be read is found out by reading it.
    private void tell(Path file, LogCopy.Copied segment, String what) {
        damages.accept(new LogDamage(file, 0, 0, segment.used(), what, false));
    }
}
