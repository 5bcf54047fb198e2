package org.tohost.backend.log;

import java.io.IOException;
import java.nio.file.Path;

/// What the log asks of the file system when it writes: the seam at which tests count forces, lose
/// what was not forced, and let a disk fail. Any thread.
public interface Disk {
    /// {@return this file for writing, created if it is not there}
    DiskFile open(Path file) throws IOException;

    /// Removes this file, if it is there.
    void delete(Path file) throws IOException;

    /// Gives a file another name, in the place of what had that name.
    void rename(Path from, Path to) throws IOException;

    /// Makes the names in this folder durable.
    void forceFolder(Path folder) throws IOException;
}
