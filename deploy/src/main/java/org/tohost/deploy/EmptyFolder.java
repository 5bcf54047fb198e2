package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for something new.
final class EmptyFolder {
    private EmptyFolder() {}

    /// Makes sure that nothing is there to be mixed with.
    ///
    /// @throws IOException if there is something in the folder
    static void require(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
                if (there.iterator().hasNext()) {
                    throw new IOException(folder + ": there is something in it already");
                }
            }
        }
    }
}
