package org.tohost.deploy.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;

/// A file that holds one message.
final class LetterFile {
    private LetterFile() {}

    /// {@return its octets, with CRLF; what was compressed by gzip, as Dovecot can do, is as it
    /// was}
    ///
    /// @throws IOException if it is no file, or cannot be read
    static Spooled read(Path file, Spool spool) throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new IOException("is no file");
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
                InputStream in = isGzip(raw) ? new GZIPInputStream(raw) : raw;
                SpoolWriter writer = spool.begin()) {
            LineEnds lines = LineEnds.toWire(writer);
            in.transferTo(lines);
            lines.finish();
            return writer.finish();
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        byte[] magic = in.readNBytes(2);
        in.reset();
        return magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    }

    /// {@return when it was last changed, which in a Maildir is when the message arrived}
    static Instant date(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime().toInstant();
    }

    /// {@return why a file cannot be read, in words}
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "has vanished";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
