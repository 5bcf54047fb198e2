package org.tohost.common.nwauth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tohost.common.authent.NamePattern;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserEntry;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.netwin.words.Facts;
import org.tohost.common.password.Passwords;

/// Changes users in the file. Every change reads the file anew and replaces it as a whole, while it
/// holds the [EditLock], which keeps other editors of this make out.
public final class FileEditor implements UserEditor {
    private static final String SCRAM = "scram";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FileSettings settings;
    private final Path path;
    private final Passwords passwords;
    private final Clock clock;
    private final Runnable after;

    /// An editor of its own, without a module that reads the file. `home` is the value of `g_home`;
    /// the clock dates new users.
    public FileEditor(FileSettings settings, Path home, Passwords passwords, Clock clock) {
        this(settings, home, passwords, clock, () -> {});
    }

    FileEditor(FileSettings settings, Path home, Passwords passwords, Clock clock, Runnable after) {
        this.settings = settings;
        this.path = settings.under(home);
        this.passwords = passwords;
        this.clock = clock;
        this.after = after;
    }

    @Override
    public Optional<UserEntry> read(UserId user) {
        return UserFile.of(text()).standing(user).map(standing -> entry(user, standing));
    }

    @Override
    public Page search(String pattern, int from, int max) {
        UserFile file = UserFile.of(text());
        NamePattern wanted = NamePattern.of(pattern);
        List<UserId> found = file.names().stream().filter(wanted::matches).toList();
        List<UserEntry> page =
                found.stream()
                        .skip(from)
                        .limit(max)
                        .map(user -> entry(user, file.standing(user).orElseThrow()))
                        .toList();
        return new Page(page, found.size());
    }

    @Override
    public void write(UserId user, Optional<Secret> password, Map<String, String> facts) {
        Facts given = Facts.of(facts);
        Optional<String> hash = password.map(p -> passwords.hash(settings.scheme(), p));
        change(text -> {
            Optional<UserLine> old = UserFile.of(text).standing(user).map(s -> readable(user, s));
            SortedMap<String, String> merged = new TreeMap<>();
            old.ifPresentOrElse(
                    line -> merged.putAll(line.facts().values()),
                    () -> merged.put("created", Long.toString(clock.instant().getEpochSecond())));
            if (merged.containsKey(SCRAM)) {
                password.ifPresent(
                        p -> merged.put(SCRAM, Passwords.authPassword(passwords.scram(p))));
            }
            merged.putAll(given.values());
            merged.values().removeIf(String::isBlank);
            String stored = hash.orElseGet(() -> old.map(UserLine::password).orElse(""));
            UserLine line = new UserLine(user, stored, Facts.of(merged).toString());
            FileText changed = text.with(line);
            UserFile.of(changed).disputed(line).ifPresent(FileEditor::refuse);
            return changed;
        });
    }

    @Override
    public boolean delete(UserId user) {
        if (UserFile.of(text()).standing(user).isEmpty()) {
            return false;
        }
        change(text -> text.without(user));
        return true;
    }

    private static void refuse(String alias) {
        throw new Failure.Syntax("another user has the address " + alias);
    }

    private static UserLine readable(UserId user, UserFile.Standing standing) {
        return switch (standing) {
            case UserFile.Standing.Good(UserLine line) -> line;
            case UserFile.Standing.Bad(int number, String why) ->
                    throw new Failure.Syntax(
                            "line %d, of %s, %s: repair it by hand, or delete the user"
                                    .formatted(number, user, why));
        };
    }

    private static UserEntry entry(UserId user, UserFile.Standing standing) {
        return switch (standing) {
            case UserFile.Standing.Good(UserLine line) -> new UserEntry(user, shown(line.facts()));
            case UserFile.Standing.Bad(int number, String why) ->
                    new UserEntry(
                            user, new TreeMap<>(Map.of("error", "line " + number + " " + why)));
        };
    }

    /// With a verifier passwords can be guessed: it is not shown.
    private static SortedMap<String, String> shown(Facts facts) {
        SortedMap<String, String> shown = new TreeMap<>(facts.values());
        shown.remove(SCRAM);
        return shown;
    }

    private FileText text() {
        try {
            return FileText.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return new FileText(List.of()); // the first user makes it
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private synchronized void change(UnaryOperator<FileText> edit) {
        try (EditLock _ = EditLock.take(path, PATIENCE)) {
            Replacement.run(path, edit.apply(text()).octets());
        } catch (IOException e) {
            throw unusable(e);
        }
        after.run();
    }

    private Failure.Unavailable unusable(IOException e) {
        return new Failure.Unavailable(
                path + " cannot be edited: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                e);
    }
}
