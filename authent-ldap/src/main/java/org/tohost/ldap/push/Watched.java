package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// What is watched: all entries below the bases, however deep, which have the attribute with the
/// user's name.
public record Watched(List<DN> bases, String attribute) {
    /// Leaves bases out that lie below another one.
    public Watched {
        List<DN> outer = new ArrayList<>();
        for (DN base : bases) {
            if (outer.stream().noneMatch(other -> above(other, base))) {
                outer.removeIf(other -> above(base, other));
                outer.add(base);
            }
        }
        bases = List.copyOf(outer);
    }

    /// {@return whether `upper` is `lower`, or stands above it}
    static boolean above(DN upper, DN lower) {
        return upper.equals(lower) || lower.isDescendantOf(upper, false);
    }

    /// {@return who stands in the entry, if that is clear}
    Optional<UserId> user(Entry entry) {
        String[] names = entry.getAttributeValues(attribute);
        if (names == null || names.length != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(UserId.of(MailAddress.parse(names[0])));
        } catch (Failure.Syntax _) {
            return Optional.empty(); // whoever looks the user up is told
        }
    }
}
