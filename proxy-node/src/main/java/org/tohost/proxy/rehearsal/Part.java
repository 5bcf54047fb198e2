package org.tohost.proxy.rehearsal;

import java.util.ArrayList;
import java.util.List;

/// What one side of a conversation has to say.
///
/// @param opening what it begins with; empty if it waits for the other side
/// @param cues what it answers, in this order; lines that are no cue are passed over. Behind the
///   last one it says no more
record Part(String opening, List<Cue> cues) {
    /// A line that begins with these words is answered by `said`, or, if that is empty, by nothing.
    record Cue(String heard, String said) {
        boolean isOn(String line) {
            return line.startsWith(heard)
                    && (line.length() == heard.length() || line.charAt(heard.length()) == ' ');
        }
    }

    /// {@return the part that is written so: on each line what is heard, a bar, and what is said;
    /// on the first one only the opening if nothing stands before the bar}
    static Part of(String script) {
        List<Cue> cues = new ArrayList<>(script.lines().map(Part::cue).toList());
        boolean opens = cues.getFirst().heard().isEmpty();
        String opening = opens ? cues.removeFirst().said() : "";
        return new Part(opening, List.copyOf(cues));
    }

    private static Cue cue(String line) {
        int bar = line.indexOf('|');
        return new Cue(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
    }
}
