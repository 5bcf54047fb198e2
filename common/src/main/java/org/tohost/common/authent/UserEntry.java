package org.tohost.common.authent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tohost.common.domain.UserId;

/// A user as operators see it: the name, and the facts by their labels in the authent protocol,
/// such as `tohost`, `quota`, `fwd`, `mailstatus`, `mailaccess`, `alias`, `full_name`, `created`.
/// Several values of one fact are separated by commas.
public record UserEntry(UserId user, SortedMap<String, String> facts) {
    /// Copies the facts.
    public UserEntry {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }
}
