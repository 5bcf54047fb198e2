package org.tohost.common.nwauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.AuthentModule.Changes;
import org.tohost.common.domain.UserId;

/// The file as it was when it was last whole. A file that has taken another's place is read at
/// once; one that is written to where it is, when it has not changed between two looks.
final class FileView {
    private static final long LARGEST = 256L << 20;
    private static final int MOST_TOLD = 20;

    private final Logger log = LoggerFactory.getLogger(FileView.class);
    private final Path path;
    private volatile Optional<UserFile> content = Optional.empty();
    private volatile String trouble = "";
    private volatile Optional<Changes> watcher = Optional.empty();
    private Optional<Stamp> read = Optional.empty();
    private Optional<Stamp> seen = Optional.empty();

    /// By what it is seen that a file has changed.
    private record Stamp(Object inode, Object changed, Object size) {
        static Stamp of(Path path) throws IOException {
            Map<String, Object> facts = Files.readAttributes(path, "unix:ino,ctime,size");
            return new Stamp(
                    facts.getOrDefault("ino", ""),
                    facts.getOrDefault("ctime", ""),
                    facts.getOrDefault("size", 0L));
        }

        boolean isSameFile(Stamp other) {
            return inode.equals(other.inode);
        }
    }

    FileView(Path path) {
        this.path = path;
    }

    /// {@return what the file says, nothing if it could never be read}
    Optional<UserFile> content() {
        return content;
    }

    /// {@return why it cannot be read now, empty if it can}
    String trouble() {
        return trouble;
    }

    void watch(Changes changes) {
        watcher = Optional.of(changes);
    }

    /// Looks whether the file has changed, and reads it if so.
    synchronized void look() {
        try {
            Stamp now = Stamp.of(path);
            Optional<Stamp> before = seen;
            seen = Optional.of(now);
            if (!seen.equals(read) && isWhole(now, before)) {
                read(now);
            }
        } catch (NoSuchFileException e) {
            seen = Optional.empty();
            trouble(path + ": no such file; `tohost user add` makes it");
        } catch (IOException e) {
            seen = Optional.empty();
            trouble(path + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private boolean isWhole(Stamp now, Optional<Stamp> before) {
        return read.isEmpty() || !now.isSameFile(read.get()) || before.equals(Optional.of(now));
    }

    private void read(Stamp now) throws IOException {
        if (now.size() instanceof Long size && size > LARGEST) {
            trouble(path + " has more than " + LARGEST + " octets");
            return;
        }
        byte[] octets = Files.readAllBytes(path);
        if (Stamp.of(path).equals(now)) {
            read = Optional.of(now);
            take(UserFile.of(FileText.of(octets)));
        }
    }

    private void take(UserFile fresh) {
        List<String> problems = fresh.problems();
        problems.stream().limit(MOST_TOLD).forEach(p -> log.error("{}:{}", path, p));
        if (problems.size() > MOST_TOLD) {
            log.error("{}: {} more problems", path, problems.size() - MOST_TOLD);
        }
        Optional<UserFile> before = content;
        content = Optional.of(fresh);
        trouble = "";
        watcher.ifPresent(changes -> tell(changes, before, fresh));
    }

    private static void tell(Changes changes, Optional<UserFile> before, UserFile fresh) {
        Optional<Set<UserId>> changed = before.map(fresh::differences);
        changed.ifPresentOrElse(
                users -> users.forEach(user -> changes.changed(user.name(), Optional.of(user))),
                changes::missed);
    }

    private void trouble(String words) {
        if (!words.equals(trouble)) {
            trouble = words;
            log.error("{}{}", words, content.isPresent() ? "; what was last read counts" : "");
        }
    }
}
