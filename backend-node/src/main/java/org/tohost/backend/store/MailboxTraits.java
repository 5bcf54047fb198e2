package org.tohost.backend.store;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What a mailbox is for, and who else may use it. Immutable.
///
/// @param uses among the user's mailboxes each use at most once
/// @param rights of others, by identifier (RFC 4314 3); the owner has all and is not named. Whoever
///   is not in it has none
public record MailboxTraits(Set<SpecialUse> uses, NavigableMap<String, Rights> rights) {
    /// Nothing special, and the owner's alone.
    public static final MailboxTraits NONE =
            new MailboxTraits(Set.of(), Collections.emptyNavigableMap());

    /// Puts the uses into their order.
    public MailboxTraits {
        uses = SpecialUse.ofBits(SpecialUse.bits(uses));
    }

    MailboxTraits with(Set<SpecialUse> newUses) {
        return new MailboxTraits(newUses, rights);
    }

    /// {@return these with the rights of one identifier changed}
    MailboxTraits with(String identifier, Rights given) {
        NavigableMap<String, Rights> all = new TreeMap<>(rights);
        if (given.equals(Rights.NONE)) {
            all.remove(identifier);
        } else {
            all.put(identifier, given);
        }
        return new MailboxTraits(uses, Collections.unmodifiableNavigableMap(all));
    }

    void write(BinaryWriter out) {
        out.number(SpecialUse.bits(uses)).number(rights.size());
        rights.forEach((identifier, given) -> out.text(identifier).number(given.bits()));
    }

    /// Reads them.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if they do not follow the format
    static MailboxTraits read(BinaryReader in) {
        Set<SpecialUse> uses = SpecialUse.ofBits(in.number());
        NavigableMap<String, Rights> rights = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            rights.put(in.text(), new Rights((int) in.number()));
        }
        return new MailboxTraits(uses, Collections.unmodifiableNavigableMap(rights));
    }
}
