package org.tohost.common.nwauth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tohost.common.authent.Finding;
import org.tohost.common.domain.UserId;

/// What the whole file says: who is a user, which addresses they have, and what is wrong with it.
final class UserFile {
    private final Map<UserId, Standing> users = new HashMap<>();
    private final Map<String, Set<UserId>> aliases = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /// How a user stands in the file.
    sealed interface Standing {
        /// As in this line.
        record Good(UserLine line) implements Standing {}

        /// In a way that says nothing, from this line on.
        record Bad(int line, String why) implements Standing {}
    }

    static UserFile of(FileText text) {
        UserFile file = new UserFile();
        int number = 0;
        for (String line : text.lines()) {
            number++;
            file.add(number, FileLine.parse(line));
        }
        file.users.values().forEach(file::claim);
        file.aliases.forEach(file::judge);
        return file;
    }

    private void add(int number, FileLine line) {
        switch (line) {
            case FileLine.Comment() -> {}
            case FileLine.Good(UserLine good) -> put(good.user(), number, new Standing.Good(good));
            case FileLine.Bad(Optional<UserId> user, String why) -> {
                problems.add(number + ": " + why);
                user.ifPresent(whose -> put(whose, number, new Standing.Bad(number, why)));
            }
        }
    }

    private void put(UserId user, int number, Standing standing) {
        if (users.putIfAbsent(user, standing) != null) {
            problems.add(number + ": " + user + " stands twice");
            users.put(user, new Standing.Bad(number, "stands twice"));
        }
    }

    private void claim(Standing standing) {
        if (standing instanceof Standing.Good(UserLine line)) {
            for (String alias : line.aliases()) {
                aliases.merge(alias, Set.of(line.user()), UserFile::union);
            }
        }
    }

    private static Set<UserId> union(Set<UserId> one, Set<UserId> other) {
        Set<UserId> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private void judge(String alias, Set<UserId> claimants) {
        if (claimants.size() > 1) {
            problems.add(" " + alias + " is an alias of several: " + claimants);
        } else if (!alias.startsWith("@") && users.containsKey(new UserId(alias))) {
            problems.add(" " + alias + " is a user, and also an alias of " + claimants);
        }
    }

    /// {@return what is wrong, each with the number of the line, if it is of one}
    List<String> problems() {
        return List.copyOf(problems);
    }

    /// {@return how the user stands in the file}
    Optional<Standing> standing(UserId user) {
        return Optional.ofNullable(users.get(user));
    }

    /// {@return all users in the order of their names}
    List<UserId> names() {
        return users.keySet().stream().sorted().toList();
    }

    /// {@return who has this name or this alias}
    Finding find(UserId name) {
        Standing standing = users.get(name);
        return standing == null ? findAlias(name.name()) : found(standing);
    }

    /// {@return who has this alias, `@domain` being all that is left of a domain}
    Finding findAlias(String alias) {
        Set<UserId> claimants = aliases.getOrDefault(alias, Set.of());
        if (claimants.size() > 1) {
            return new Finding.Unavailable("several users have the alias " + alias);
        }
        for (UserId user : claimants) {
            return find(user);
        }
        return new Finding.None();
    }

    /// {@return an alias of this user that is disputed: another has it, or is called so}
    Optional<String> disputed(UserLine line) {
        return line.aliases().stream()
                .filter(alias ->
                        aliases.getOrDefault(alias, Set.of()).size() > 1
                                || (!alias.startsWith("@")
                                        && !alias.equals(line.user().name())
                                        && users.containsKey(new UserId(alias))))
                .findFirst();
    }

    private static Finding found(Standing standing) {
        return switch (standing) {
            case Standing.Good(UserLine line) ->
                    new Finding.Found(line.user().name(), line.account());
            case Standing.Bad(int number, String why) ->
                    new Finding.Unavailable(
                            "line " + number + " of the file with the users " + why);
        };
    }

    /// {@return the users of whom the other file says something else}
    Set<UserId> differences(UserFile other) {
        Set<UserId> changed = new TreeSet<>();
        for (UserId user : union(users.keySet(), other.users.keySet())) {
            if (!standing(user).equals(other.standing(user))) {
                changed.add(user);
            }
        }
        Set<String> names = new HashSet<>(aliases.keySet());
        names.addAll(other.aliases.keySet());
        for (String alias : names) {
            Set<UserId> mine = aliases.getOrDefault(alias, Set.of());
            Set<UserId> theirs = other.aliases.getOrDefault(alias, Set.of());
            if (!mine.equals(theirs)) {
                changed.addAll(mine);
                changed.addAll(theirs);
            }
        }
        return changed;
    }
}
