package org.tohost.backend.store;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a mailbox is for (RFC 6154 2). The bits are part of the log's format. `\\All` and
/// `\\Flagged` are searches, not mailboxes, and are not offered.
public enum SpecialUse {
    ARCHIVE("\\Archive", 1),
    DRAFTS("\\Drafts", 2),
    JUNK("\\Junk", 4),
    SENT("\\Sent", 8),
    TRASH("\\Trash", 16);

    private final String text;
    private final int bit;

    SpecialUse(String text, int bit) {
        this.text = text;
        this.bit = bit;
    }

    /// {@return the attribute as IMAP writes it}
    public String text() {
        return text;
    }

    /// {@return the use of this name, case ignored}
    public static Optional<SpecialUse> named(String name) {
        for (SpecialUse use : values()) {
            if (use.text.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    static long bits(Collection<SpecialUse> uses) {
        return uses.stream().mapToInt(use -> use.bit).reduce(0, (all, bit) -> all | bit);
    }

    static Set<SpecialUse> ofBits(long bits) {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (SpecialUse use : values()) {
            if ((bits & use.bit) != 0) {
                uses.add(use);
            }
        }
        return Collections.unmodifiableSet(uses);
    }
}
