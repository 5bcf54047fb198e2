package org.tohost.common.config;

/// Where a value stands: a line of a file, or, with line [#NOWHERE], something without lines: the
/// file as a whole or an environment variable.
public record Place(String source, int line) {
    /// The line of what has no line; sorts last.
    public static final int NOWHERE = Integer.MAX_VALUE;

    /// {@return the place of a source without lines}
    public static Place of(String source) {
        return new Place(source, NOWHERE);
    }

    @Override
    public String toString() {
        return line == NOWHERE ? source : source + ":" + line;
    }
}
