package org.tohost.backend.store;

import org.tohost.common.failure.Failure;

/// What somebody may do with a mailbox (RFC 4314 2.1), a bit for each of [#LETTERS]. Immutable.
///
/// @param bits part of the log's format
public record Rights(int bits) {
    /// The standard rights: look up, read, keep seen, write, insert, post, create mailboxes, delete
    /// mailbox, delete messages, expunge, administer.
    public static final String LETTERS = "lrswipkxtea";

    /// No right at all.
    public static final Rights NONE = new Rights(0);

    /// What the owner has.
    public static final Rights ALL = new Rights((1 << LETTERS.length()) - 1);

    /// Checks the bits.
    ///
    /// @throws Failure.Syntax if there is one without a letter
    public Rights {
        if (bits >> LETTERS.length() != 0) {
            throw new Failure.Syntax("no such rights");
        }
    }

    /// Reads letters. The obsolete `c` and `d` stand for `k`, and for `x`, `t` and `e` (RFC 4314
    /// 2.1.1).
    ///
    /// @throws Failure.Syntax if a letter is none of these
    public static Rights parse(String letters) {
        int bits = 0;
        for (char letter : letters.replace("c", "k").replace("d", "xte").toCharArray()) {
            int place = LETTERS.indexOf(letter);
            if (place < 0) {
                throw new Failure.Syntax("no such right");
            }
            bits |= 1 << place;
        }
        return new Rights(bits);
    }

    /// {@return true if it has all of `others`}
    public boolean contains(Rights others) {
        return (bits & others.bits) == others.bits;
    }

    /// {@return the letters, in the order of [#LETTERS]}
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((bits & 1 << i) != 0) {
                text.append(LETTERS.charAt(i));
            }
        }
        return text.toString();
    }
}
