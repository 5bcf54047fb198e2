package org.tohost.common.imap;

import java.util.HashMap;
import java.util.Map;

/// The pattern of LIST (RFC 9051 6.3.9): `*` stands for any characters, `%` for any but the
/// hierarchy delimiter.
///
/// A name is read once, character by character, while a set of bits says which beginnings of the
/// pattern fit what was read: whatever the pattern, a character costs a step for each 64 characters
/// of it. Immutable.
public final class ListPattern {
    private static final int WORD = Long.SIZE;

    private final String pattern;
    private final char delimiter;
    private final int words;
    // bits of the places in the pattern where this character stands
    private final Map<Character, long[]> places = new HashMap<>();
    private final long[] anything;
    private final long[] wildCards;
    private final long[] none;

    /// Gets this pattern ready.
    public ListPattern(String text, char delimiter) {
        pattern = shortened(text);
        this.delimiter = delimiter;
        words = pattern.length() / WORD + 1;
        none = new long[words];
        for (int i = 0; i < pattern.length(); i++) {
            set(places.computeIfAbsent(pattern.charAt(i), _ -> new long[words]), i);
        }
        anything = places.getOrDefault('*', none);
        long[] withinLevel = places.getOrDefault('%', none);
        wildCards = new long[words];
        for (int w = 0; w < words; w++) {
            wildCards[w] = anything[w] | withinLevel[w];
        }
    }

    /// {@return true if the whole name fits; INBOX in any case is INBOX}
    public boolean matches(String name) {
        if (name.equals("INBOX") && pattern.equalsIgnoreCase("INBOX")) {
            return true;
        }
        long[] reached = new long[words]; // bit j: the pattern before j fits the name so far
        reached[0] = 1;
        passWildCards(reached);
        for (int i = 0; i < name.length(); i++) {
            advance(reached, name.charAt(i));
        }
        int end = pattern.length();
        return ((reached[end / WORD] >>> (end % WORD)) & 1) != 0;
    }

    private void advance(long[] reached, char next) {
        boolean isWildCard = next == '*' || next == '%';
        long[] literal = isWildCard ? none : places.getOrDefault(next, none);
        long[] staying = next == delimiter ? anything : wildCards;
        long carry = 0;
        for (int w = 0; w < words; w++) {
            long fits = reached[w] & literal[w];
            reached[w] = (fits << 1) | carry | (reached[w] & staying[w]);
            carry = fits >>> (WORD - 1);
        }
        passWildCards(reached);
    }

    /// A wild card may stand for nothing; no two of them stand side by side.
    private void passWildCards(long[] reached) {
        long carry = 0;
        for (int w = 0; w < words; w++) {
            long passed = reached[w] & wildCards[w];
            reached[w] |= (passed << 1) | carry;
            carry = passed >>> (WORD - 1);
        }
    }

    private static void set(long[] bits, int place) {
        bits[place / WORD] |= 1L << (place % WORD);
    }

    /// {@return the pattern with one wild card for several: `*` if it is among them}
    private static String shortened(String text) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char last = kept.isEmpty() ? 0 : kept.charAt(kept.length() - 1);
            boolean follows = (c == '*' || c == '%') && (last == '*' || last == '%');
            if (!follows) {
                kept.append(c);
            } else if (c == '*') {
                kept.setCharAt(kept.length() - 1, c);
            }
        }
        return kept.toString();
    }
}
