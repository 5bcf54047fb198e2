package org.tohost.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tohost.common.failure.Failure;

/// Who logs in: used one after the other, over and over.
public record UserNames(List<String> names) {
    private static final String NUMBER = "%d";

    /// Copies the list.
    ///
    /// @throws Failure.Syntax if there is none, or a name has a control character
    public UserNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new Failure.Syntax("there is no user");
        }
        if (names.stream().anyMatch(name -> name.chars().anyMatch(Character::isISOControl))) {
            throw new Failure.Syntax("a user's name with a control character");
        }
    }

    /// {@return the users of a pattern, in which `%d` stands for 1, 2 and so on up to `count`}
    public static UserNames pattern(String pattern, int count) {
        return new UserNames(
                IntStream.rangeClosed(1, pattern.contains(NUMBER) ? count : 1)
                        .mapToObj(i -> pattern.replace(NUMBER, Integer.toString(i)))
                        .toList());
    }

    /// {@return the users of a file, a name a line; what begins with `#` is a comment}
    public static UserNames file(Path file) throws IOException {
        return new UserNames(
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList());
    }

    /// {@return the user whose turn it is}
    String at(long turn) {
        return names.get((int) (turn % names.size()));
    }
}
