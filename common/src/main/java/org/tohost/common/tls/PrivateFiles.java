package org.tohost.common.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read, from the moment they exist.
public final class PrivateFiles {
    private PrivateFiles() {}

    /// Makes a file. An existing one is never overwritten: a key that is lost is lost for all who
    /// rely on it.
    static void create(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (OutputStream out =
                Channels.newOutputStream(
                        Files.newByteChannel(
                                file,
                                options,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))))) {
            out.write(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Makes a file, or puts it in the place of an older one: readers see one or the other.
    ///
    /// @throws IOException if the folder is not there or takes no files
    public static void replace(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh, content);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
