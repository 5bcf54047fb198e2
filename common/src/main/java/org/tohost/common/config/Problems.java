package org.tohost.common.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Everything that is wrong with the settings, in the order of the file.
///
/// One reading of the settings owns one of these; it is filled by one thread.
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    /// One thing that is wrong. `place` is `file:line`, the file alone if the line does not exist,
    /// or the name of an environment variable.
    public record Problem(Place place, String name, String text) implements Comparable<Problem> {
        @Override
        public int compareTo(Problem other) {
            return Integer.compare(place.line(), other.place.line());
        }

        @Override
        public String toString() {
            return place + ": " + (name.isEmpty() ? "" : name + ": ") + text;
        }
    }

    /// Notes a problem with the setting `name`. One that is known already, because another part of
    /// the node reads the same setting, is not told twice.
    public void add(Place place, String name, String text) {
        found.add(new Problem(place, name, text));
    }

    /// {@return true if all is well}
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// {@return the problems in the order of the file, those without a line last}
    public List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(found);
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }

    /// {@return one line for each problem}
    @Override
    public String toString() {
        return String.join("\n", all().stream().map(Problem::toString).toList());
    }
}
