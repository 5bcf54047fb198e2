package org.tohost.common.tell;

import java.util.List;
import java.util.stream.Collectors;

/// What a node answers: facts by their labels, in an order for readers. No label is there twice.
public record Told(List<Fact> facts) {
    /// Copies the list.
    public Told {
        facts = List.copyOf(facts);
    }

    /// One fact.
    public record Fact(String label, String value) {}

    /// {@return an answer of one fact}
    public static Told of(String label, String value) {
        return new Told(List.of(new Fact(label, value)));
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
