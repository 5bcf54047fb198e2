package org.tohost.common.config;

import java.util.Collection;
import java.util.Comparator;

/// Finds the name that someone may have meant.
public final class NearMiss {
    private NearMiss() {}

    /// {@return ` (did you mean ...?)` with the nearest known name, or nothing if none is near}
    public static String hint(String name, Collection<String> known) {
        int near = Math.max(2, name.length() / 4);
        return known.stream()
                .filter(k -> distance(name, k) <= near)
                .min(Comparator.<String>comparingInt(k -> distance(name, k)).thenComparing(k -> k))
                .map(k -> " (did you mean " + k + "?)")
                .orElse("");
    }

    /// Insertions, deletions and replacements that make one of the other (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
