package org.tohost.common.netwin.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// Reads commands. Words are parted by one space or more; the case of the first word does not
/// count.
final class CommandParser {
    private final WordCursor cursor;

    private CommandParser(WordCursor cursor) {
        this.cursor = cursor;
    }

    static AuthentCommand parse(byte[] line) {
        WordCursor cursor = new WordCursor(line);
        String verb = cursor.text("command").toLowerCase(Locale.ROOT);
        AuthentCommand command = new CommandParser(cursor).command(verb);
        cursor.end();
        return command;
    }

    private AuthentCommand command(String verb) {
        return switch (verb) {
            case "check" -> check();
            case "lookup" -> new AuthentCommand.Lookup(cursor.text("name"));
            case "set" -> set();
            case "del" -> new AuthentCommand.Del(cursor.text("name"));
            case "search" -> search();
            case "version" -> new AuthentCommand.Version();
            case "help" -> new AuthentCommand.Help();
            case "exit", "quit" -> new AuthentCommand.Exit();
            default -> throw new Failure.Syntax("unknown command, try help");
        };
    }

    private AuthentCommand check() {
        String name = cursor.text("name");
        Secret password = secret();
        return new AuthentCommand.Check(
                name, password, cursor.atEnd() ? "" : cursor.text("address"));
    }

    private AuthentCommand set() {
        String name = cursor.text("name");
        Secret password = secret();
        boolean same = password.equals(Secret.of(AuthentCommand.Set.SAME));
        return new AuthentCommand.Set(
                name, same ? Optional.empty() : Optional.of(password), cursor.facts());
    }

    private AuthentCommand search() {
        String pattern = cursor.text("pattern");
        int from = 0;
        int max = AuthentCommand.Search.USUAL_MAX;
        while (!cursor.atEnd()) {
            String option = cursor.text("option").toLowerCase(Locale.ROOT);
            int value = number(cursor.text("number"));
            switch (option) {
                case "-from" -> from = value;
                case "-max" -> max = value;
                default -> throw new Failure.Syntax("search knows -from and -max");
            }
        }
        return new AuthentCommand.Search(pattern, from, max);
    }

    private Secret secret() {
        byte[] octets = cursor.word("password");
        Secret secret = Secret.of(octets);
        Arrays.fill(octets, (byte) 0);
        return secret;
    }

    private static int number(String digits) {
        if (digits.isEmpty()
                || digits.length() > 9
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Failure.Syntax("not a number of up to nine digits");
        }
        return Integer.parseInt(digits);
    }
}
