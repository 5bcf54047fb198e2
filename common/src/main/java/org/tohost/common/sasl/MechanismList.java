package org.tohost.common.sasl;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;

/// Mechanisms in the order in which they are announced, none twice.
public record MechanismList(List<Mechanism> mechanisms) {
    /// Copies the list.
    public MechanismList {
        mechanisms = List.copyOf(mechanisms);
    }

    /// Reads names with commas between, in whichever case.
    ///
    /// @throws Failure.Syntax if there is none, or one is no mechanism
    public static MechanismList parse(String text) {
        SequencedSet<Mechanism> found = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            found.add(
                    Mechanism.find(name.strip())
                            .orElseThrow(() -> new Failure.Syntax("mechanisms are " + known())));
        }
        return new MechanismList(List.copyOf(found));
    }

    private static String known() {
        return Arrays.stream(Mechanism.values())
                .map(Mechanism::label)
                .collect(Collectors.joining(", "));
    }
}
