package org.tohost.common.netwin.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;

/// What a user database is asked, a line each. Names are words (see [AuthentLine#isWord]).
public sealed interface AuthentCommand {
    /// Is this the user's password? `address` is where the client is, empty if that is not told.
    record Check(String name, Secret password, String address) implements AuthentCommand {
        /// Checks the words.
        ///
        /// @throws Failure.Syntax if one cannot be said
        public Check {
            AuthentLine.word(name, "name");
            checkPassword(password);
            if (!address.isEmpty()) {
                AuthentLine.word(address, "address");
            }
        }
    }

    /// Who is this, and what is known of them?
    record Lookup(String name) implements AuthentCommand {
        /// Checks the name.
        ///
        /// @throws Failure.Syntax if it cannot be said
        public Lookup {
            AuthentLine.word(name, "name");
        }
    }

    /// Add or change the user; without a password, only the facts.
    record Set(String name, Optional<Secret> password, Facts facts) implements AuthentCommand {
        /// What stands for a password that stays as it is.
        static final String SAME = "(NULL)";

        /// Checks the words.
        ///
        /// @throws Failure.Syntax if one cannot be said
        public Set {
            AuthentLine.word(name, "name");
            password.ifPresent(AuthentCommand::checkPassword);
            if (password.filter(given -> given.equals(Secret.of(SAME))).isPresent()) {
                throw new Failure.Syntax("a password that means no password");
            }
        }
    }

    /// Delete the user.
    record Del(String name) implements AuthentCommand {
        /// Checks the name.
        ///
        /// @throws Failure.Syntax if it cannot be said
        public Del {
            AuthentLine.word(name, "name");
        }
    }

    /// Which users are there? `*` and `?` in the pattern are wild cards, a pattern without any is a
    /// part of the name; `from` users are passed over, at most `max` are told.
    record Search(String pattern, int from, int max) implements AuthentCommand {
        /// How many users are told if the question does not say it.
        static final int USUAL_MAX = 1000;

        /// Checks the pattern and the bounds.
        ///
        /// @throws Failure.Syntax if the pattern cannot be said or a number is negative
        public Search {
            AuthentLine.word(pattern, "pattern");
            if (from < 0 || max < 0) {
                throw new Failure.Syntax("a negative number");
            }
        }
    }

    /// What are you?
    record Version() implements AuthentCommand {}

    /// What can you be asked?
    record Help() implements AuthentCommand {}

    /// That is all.
    record Exit() implements AuthentCommand {}

    /// Reads a line without its end.
    ///
    /// @throws Failure.Syntax if it is no command
    static AuthentCommand parse(byte[] line) {
        return CommandParser.parse(line);
    }

    /// {@return the line, without its end}
    ///
    /// @throws Failure.Syntax if it gets too long
    default byte[] line() {
        return switch (this) {
            case Check(String name, Secret password, String address) -> {
                byte[] octets = password.octets();
                byte[] line =
                        AuthentLine.join(
                                AuthentLine.octets("check " + name + " "),
                                octets,
                                AuthentLine.octets(address.isEmpty() ? "" : " " + address));
                Arrays.fill(octets, (byte) 0);
                yield line;
            }
            case Lookup(String name) -> AuthentLine.join(AuthentLine.octets("lookup " + name));
            case Set(String name, Optional<Secret> password, Facts facts) ->
                    AuthentLine.join(
                            AuthentLine.octets("set " + name + " "),
                            password.orElseGet(() -> Secret.of(Set.SAME)).octets(),
                            AuthentLine.octets(facts.values().isEmpty() ? "" : " " + facts));
            case Del(String name) -> AuthentLine.join(AuthentLine.octets("del " + name));
            case Search(String pattern, int from, int max) ->
                    AuthentLine.join(
                            AuthentLine.octets(
                                    "search " + pattern + " -from " + from + " -max " + max));
            case Version() -> word("version");
            case Help() -> word("help");
            case Exit() -> word("exit");
        };
    }

    private static byte[] word(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private static void checkPassword(Secret password) {
        byte[] octets = password.octets();
        boolean sayable = AuthentLine.isWord(octets, true);
        Arrays.fill(octets, (byte) 0);
        if (!sayable) {
            throw new Failure.Syntax(
                    "a password is not empty and has no space, control character or quote");
        }
    }
}
