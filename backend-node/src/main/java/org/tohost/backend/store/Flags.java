package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The flags and keywords of a message. Immutable; equal if they hold the same, the case of
/// keywords ignored. At most [#MAX_KEYWORDS] keywords of at most [#MAX_KEYWORD] characters.
public final class Flags {
    /// How many keywords a message may carry.
    public static final int MAX_KEYWORDS = 64;

    /// The longest keyword.
    public static final int MAX_KEYWORD = 128;

    /// No flag at all.
    public static final Flags NONE = new Flags(0, Collections.emptyNavigableSet());

    private static final String NOT_IN_ATOMS = "(){%*\"\\] ";

    private final int system;
    private final NavigableSet<String> keywords;

    private Flags(int system, NavigableSet<String> keywords) {
        this.system = system;
        this.keywords = keywords;
    }

    /// {@return these system flags}
    public static Flags of(SystemFlag... flags) {
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= flag.bit();
        }
        return of(bits, List.of());
    }

    /// Reads names as IMAP writes them, each `\Flag` or a keyword.
    ///
    /// @throws Failure.Syntax if a name is neither
    /// @throws Failure.Refused (LIMIT) if there are too many keywords
    public static Flags parse(Collection<String> names) {
        int bits = 0;
        List<String> keywords = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("\\")) {
                bits |=
                        SystemFlag.named(name)
                                .orElseThrow(() -> new Failure.Syntax("no such flag to set"))
                                .bit();
            } else {
                keywords.add(checked(name));
            }
        }
        return of(bits, keywords);
    }

    static Flags of(int system, Collection<String> keywords) {
        if (keywords.isEmpty()) {
            return system == 0 ? NONE : new Flags(system, NONE.keywords);
        }
        NavigableSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(keywords);
        if (set.size() > MAX_KEYWORDS) {
            throw new Failure.Refused(Refusal.LIMIT, "more than " + MAX_KEYWORDS + " keywords");
        }
        return new Flags(system, Collections.unmodifiableNavigableSet(set));
    }

    private static String checked(String keyword) {
        boolean atom =
                !keyword.isEmpty()
                        && keyword.length() <= MAX_KEYWORD
                        && keyword.chars()
                                .allMatch(c -> c > ' ' && c < 0x7f && NOT_IN_ATOMS.indexOf(c) < 0);
        if (!atom) {
            throw new Failure.Syntax(
                    "a keyword is an atom of at most " + MAX_KEYWORD + " characters");
        }
        return keyword;
    }

    /// {@return these and `others`}
    public Flags with(Flags others) {
        if (others.keywords.isEmpty() || keywords.containsAll(others.keywords)) {
            int bits = system | others.system;
            return bits == system ? this : new Flags(bits, keywords);
        }
        List<String> all = new ArrayList<>(keywords); // the first spelling of a keyword stays
        all.addAll(others.keywords);
        return of(system | others.system, all);
    }

    /// {@return these without `others`}
    public Flags without(Flags others) {
        List<String> left = new ArrayList<>(keywords);
        left.removeIf(others.keywords::contains);
        int bits = system & ~others.system;
        return left.size() == keywords.size()
                ? (bits == system ? this : new Flags(bits, keywords))
                : of(bits, left);
    }

    /// {@return true if this flag is set}
    public boolean contains(SystemFlag flag) {
        return (system & flag.bit()) != 0;
    }

    /// {@return true if this keyword is set, case ignored}
    public boolean contains(String keyword) {
        return keywords.contains(keyword);
    }

    /// {@return true if nothing is set}
    public boolean isEmpty() {
        return system == 0 && keywords.isEmpty();
    }

    /// {@return the keywords, in order}
    public NavigableSet<String> keywords() {
        return keywords;
    }

    /// {@return all names as IMAP writes them: system flags, then keywords}
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (SystemFlag flag : SystemFlag.values()) {
            if (contains(flag)) {
                names.add(flag.text());
            }
        }
        names.addAll(keywords);
        return names;
    }

    int system() {
        return system;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flags that
                && system == that.system
                && keywords.equals(that.keywords);
    }

    @Override
    public int hashCode() {
        return system * 31 + keywords.size(); // equal whatever the case of the keywords
    }

    @Override
    public String toString() {
        return "(" + String.join(" ", names()) + ")";
    }
}
