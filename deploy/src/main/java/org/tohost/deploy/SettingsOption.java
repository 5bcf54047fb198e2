package org.tohost.deploy;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `-c FILE`, alike for all commands that read settings.
final class SettingsOption {
    @Option(
            names = {"-c", "--config", "--settings"},
            required = true,
            paramLabel = "FILE",
            description = "The settings of the node: tohost.ini.")
    private Path file;

    /// {@return the file}
    Path file() {
        return file;
    }
}
