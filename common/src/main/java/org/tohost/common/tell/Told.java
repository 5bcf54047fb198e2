package org.tohost.common.tell;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;

/// What a node answers: facts by their labels, in an order for readers. No label is there twice.
public record Told(List<Fact> facts) {
    /// Copies the list.
    public Told {
        facts = List.copyOf(facts);
    }

    /// One fact.
    public record Fact(String label, String value) {}

    /// {@return an answer of these labels and values, which stand by turns}
    public static Told of(Object... labelsAndValues) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            facts.add(new Fact(labelsAndValues[i].toString(), labelsAndValues[i + 1].toString()));
        }
        return new Told(facts);
    }

    /// {@return a line for each fact, the values below each other}
    public String text() {
        int width = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0);
        return facts.stream()
                .map(fact -> fact.label() + pad(width + 2, fact.label()) + fact.value() + "\n")
                .collect(Collectors.joining());
    }

    private static String pad(int width, String label) {
        return " ".repeat(width - label.length());
    }

    /// {@return an object of JSON, all values strings}
    public String json() {
        return facts.stream()
                .map(fact -> quoted(fact.label()) + ":" + quoted(fact.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// {@return it as a line without its end, for [#parse]: label and value by turns, with spaces
    /// between, percent-encoded}
    public String line() {
        return facts.stream()
                .map(fact -> word(fact.label()) + " " + word(fact.value()))
                .collect(Collectors.joining(" "));
    }

    /// Reads a line.
    ///
    /// @throws Failure.Syntax if it is none
    public static Told parse(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (words.size() % 2 != 0) {
            throw new Failure.Syntax("a label without its value");
        }
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            facts.add(new Fact(text(words.get(i)), text(words.get(i + 1))));
        }
        return new Told(facts);
    }

    /// {@return the value behind a label, if it is there}
    public Optional<String> value(String label) {
        return facts.stream().filter(f -> f.label().equals(label)).map(Fact::value).findFirst();
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String word) {
        try {
            return URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failure.Syntax("a word that is not encoded as it should be");
        }
    }

    /// {@return a string of JSON (RFC 8259 7)}
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    switch (c) {
                        case '"', '\\' -> quoted.append('\\').append((char) c);
                        case '\n' -> quoted.append("\\n");
                        default -> {
                            if (c < ' ' || c == 0x7f) {
                                quoted.append("\\u%04x".formatted(c));
                            } else {
                                quoted.append((char) c);
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }
}
