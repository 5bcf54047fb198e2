package org.tohost.common.domain;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tohost.common.failure.Failure;

/// The name of a node as it stands in `tohost`: a host name in lower case, at most 255 characters.
public record NodeId(String name) implements Comparable<NodeId> {
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?", Pattern.CASE_INSENSITIVE);

    /// Folds to lower case.
    ///
    /// @throws Failure.Syntax if it is not a host name
    public NodeId {
        if (!HOST.matcher(name).matches()) {
            throw new Failure.Syntax("not a host name: it has letters, digits, '.', '-' and '_'");
        }
        name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
