package org.tohost.common.netwin;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;

/// A program and its arguments. Words are parted by spaces; what stands in double or single quotes
/// is taken as it is. There are no other special characters, as no shell reads the line.
public record ProgramLine(List<String> words) {
    /// Copies the words.
    ///
    /// @throws Failure.Syntax if there is no program, or a NUL in a word
    public ProgramLine {
        words = List.copyOf(words);
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new Failure.Syntax("the program is missing");
        }
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new Failure.Syntax("a NUL in the command line");
        }
    }

    /// Parts the words.
    ///
    /// @throws Failure.Syntax if a quote does not end, or there is no program
    public static ProgramLine parse(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
                within = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (within) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                within = false;
            } else {
                word.append(c);
                within = true;
            }
        }
        if (quote != 0) {
            throw new Failure.Syntax("a quote that does not end");
        }
        if (within) {
            words.add(word.toString());
        }
        return new ProgramLine(words);
    }

    /// {@return the program without its arguments, which may hold secrets}
    @Override
    public String toString() {
        return words.getFirst();
    }
}
