package org.tohost.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// Which values of a status attribute leave an account open: `ok, good`, or `*, !closed, !locked`.
///
/// Words separated by commas; `*` stands for any value, `!` in front of a word makes it a closed
/// one. The list is read from left to right, the last word that fits decides; if none does, the
/// account is closed. Case does not count.
public record GoodStatus(List<String> words) {
    private static final String ANY = "*";

    /// Copies the list and folds it to lower case.
    ///
    /// @throws Failure.Syntax if a word is empty
    public GoodStatus {
        words = words.stream().map(word -> word.strip().toLowerCase(Locale.ROOT)).toList();
        if (words.isEmpty() || words.contains("") || words.contains("!")) {
            throw new Failure.Syntax("not a list of words such as \"ok, good\"");
        }
    }

    /// {@return the list that is written so}
    ///
    /// @throws Failure.Syntax if a word is empty
    public static GoodStatus parse(String text) {
        return new GoodStatus(List.of(text.split(",", -1)));
    }

    /// {@return true if an account with these values is open; one without any is}
    boolean isGood(List<String> values) {
        return values.stream().allMatch(this::isGood);
    }

    private boolean isGood(String value) {
        List<String> fitting = new ArrayList<>(words);
        fitting.removeIf(word -> !fits(word.replaceFirst("^!", ""), value));
        return !fitting.isEmpty() && !fitting.getLast().startsWith("!");
    }

    private static boolean fits(String word, String value) {
        return word.equals(ANY) || word.equalsIgnoreCase(value);
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
