package org.tohost.common.netwin.words;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tohost.common.failure.Failure;

/// Reads one line from left to right: words, then facts.
final class WordCursor {
    private final byte[] line;
    private int at;

    /// @throws Failure.Syntax if the line is too long or has a control character in it
    WordCursor(byte[] line) {
        if (line.length > AuthentLine.MAX) {
            throw AuthentLine.tooLong();
        }
        for (byte octet : line) {
            if (octet >= 0 && octet < ' ') {
                throw new Failure.Syntax("control character in the line");
            }
        }
        this.line = line;
    }

    /// {@return true if nothing but spaces is left}
    boolean atEnd() {
        while (at < line.length && line[at] == ' ') {
            at++;
        }
        return at == line.length;
    }

    /// {@return the octets up to the next space, at least one}
    byte[] word(String what) {
        if (atEnd()) {
            throw new Failure.Syntax("the " + what + " is missing");
        }
        int from = at;
        while (at < line.length && line[at] != ' ') {
            if (line[at] == '"') {
                throw new Failure.Syntax("a quote in the " + what);
            }
            at++;
        }
        return Arrays.copyOfRange(line, from, at);
    }

    /// {@return the next word as text}
    String text(String what) {
        return AuthentLine.text(word(what));
    }

    /// {@return the rest of the line without the spaces around it}
    String rest() {
        boolean _ = atEnd();
        String rest = AuthentLine.text(Arrays.copyOfRange(line, at, line.length));
        at = line.length;
        return AuthentLine.trim(rest);
    }

    /// {@return true if `label=` comes next}
    boolean atFact() {
        return !atEnd() && endOfLabel() > at && line[endOfLabel()] == '=';
    }

    /// {@return the facts up to the end of the line: `label="value"`, or `label=value` without
    /// spaces in it}
    Facts facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        while (!atEnd()) {
            Map.Entry<String, String> fact = fact();
            if (facts.put(fact.getKey(), fact.getValue()) != null) {
                throw new Failure.Syntax("a label stands twice");
            }
        }
        return new Facts(facts);
    }

    void end() {
        if (!atEnd()) {
            throw new Failure.Syntax("something behind the end of the command");
        }
    }

    private Map.Entry<String, String> fact() {
        if (!atFact()) {
            throw new Failure.Syntax("facts are written label=\"value\"");
        }
        int equals = endOfLabel();
        String label = Facts.label(AuthentLine.text(Arrays.copyOfRange(line, at, equals)));
        at = equals + 1;
        boolean quoted = at < line.length && line[at] == '"';
        byte[] value = quoted ? quoted() : unquoted();
        return Map.entry(label, AuthentLine.text(value));
    }

    private byte[] quoted() {
        int from = at + 1;
        int to = from;
        while (to < line.length && line[to] != '"') {
            to++;
        }
        if (to == line.length || (to + 1 < line.length && line[to + 1] != ' ')) {
            throw new Failure.Syntax("a value ends with a quote, and has none in it");
        }
        at = to + 1;
        return Arrays.copyOfRange(line, from, to);
    }

    private byte[] unquoted() {
        return at == line.length || line[at] == ' ' ? new byte[0] : word("value");
    }

    private int endOfLabel() {
        int to = at;
        while (to < line.length - 1 && Facts.isOfLabel(line[to])) {
            to++;
        }
        return to;
    }
}
