package org.tohost.deploy.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the process that listens on a port, on Linux, by the tables under `/proc`. On other
/// systems, and for processes of other users, it finds nothing.
record PortHolders(Path proc) {
    private static final String LISTEN = "0A";

    /// {@return the tables of this machine}
    static PortHolders ofThisMachine() {
        return new PortHolders(Path.of("/proc"));
    }

    /// {@return the name and number of the process: `java (process 4711)`}
    Optional<String> of(int port) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(proc.resolve("net").resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && listensOn(fields, port))
                .map(fields -> fields[9])
                .findFirst()
                .flatMap(this::process);
    }

    private static boolean listensOn(String[] fields, int port) {
        return fields[3].equals(LISTEN) && fields[1].endsWith(":" + "%04X".formatted(port));
    }

    private Optional<String> process(String inode) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), "socket:[" + inode + "]")) {
                    return Optional.of(name(process));
                }
            }
        } catch (IOException _) {
            // nothing to be seen
        }
        return Optional.empty();
    }

    private static boolean holds(Path folder, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isLinkTo(file, socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // another user's process, or one that has just ended
        }
        return false;
    }

    private static boolean isLinkTo(Path file, String socket) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException _) {
            return false;
        }
    }

    private static String name(Path process) {
        String command = lines(process.resolve("comm")).findFirst().orElse("a program");
        return command + " (process " + process.getFileName() + ")";
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }
}
