package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Trees of `.eml` files and of mbox files: the folders are the levels of the names.
public final class FileTree {
    private static final int DEEPEST = 64;

    private FileTree() {}

    /// {@return true if this is a file that holds one message, by its name}
    static boolean isEml(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".eml");
    }

    /// {@return true if there is such a file in this tree}
    public static boolean hasEml(Path root, Complaints complaints) {
        return files(root, complaints).stream().anyMatch(FileTree::isEml);
    }

    /// {@return the mailboxes of `.eml` files}
    ///
    /// @param top where those go that lie in no folder
    public static Mailboxes eml(Path root, String top, Complaints complaints) {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path file : files(root, complaints)) {
            if (isEml(file)) {
                Path folder = file.equals(root) ? root : parent(file);
                name(levels(root, folder), top, folder, complaints)
                        .forEach(name ->
                                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(file));
            }
        }
        return Mailboxes.of(
                byName.entrySet().stream()
                        .map(e -> new EmlMailbox(e.getKey(), e.getValue(), complaints))
                        .toList());
    }

    /// {@return the mailboxes of mbox files, each called like its file: `a/b.mbox` and `a.sbd/b`
    /// are `a/b`}
    ///
    /// @param top where a single file goes
    public static Mailboxes mbox(Path root, String top, Complaints complaints) {
        List<SourceMailbox> mailboxes = new ArrayList<>();
        for (Path file : files(root, complaints)) {
            String name = String.valueOf(file.getFileName());
            if (!name.startsWith(".") && !name.endsWith(".msf") && !isEml(file)) {
                List<String> levels = levels(root, file);
                boolean apple = levels.size() > 1 && levels.getLast().equals("mbox");
                name(apple ? levels.subList(0, levels.size() - 1) : levels, top, file, complaints)
                        .forEach(n -> mailboxes.add(new MboxMailbox(n, file, complaints)));
            }
        }
        return Mailboxes.of(mailboxes);
    }

    private static List<String> name(
            List<String> levels, String top, Path where, Complaints complaints) {
        return levels.isEmpty()
                ? List.of(top)
                : MailboxNames.of(levels, where, complaints).stream().toList();
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /// `%2F` and the like are what an export makes of characters that files cannot have.
    private static List<String> levels(Path root, Path file) {
        if (file.equals(root)) {
            return List.of();
        }
        return Arrays.stream(root.relativize(file).toString().split("/", -1))
                .map(level -> level.replaceFirst("\\.(mbox|mbx|sbd)$", ""))
                .map(FileNames::decoded)
                .toList();
    }

    private static List<Path> files(Path root, Complaints complaints) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    root,
                    EnumSet.noneOf(FileVisitOption.class),
                    DEEPEST,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                            if (facts.isRegularFile()) {
                                files.add(file);
                            } else {
                                complaints.add(file, "is no file: left out");
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            complaints.add(file, LetterFile.reason(e));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            complaints.add(root, LetterFile.reason(e));
        }
        files.sort(null);
        return files;
    }
}
