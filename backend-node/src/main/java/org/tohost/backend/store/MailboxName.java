package org.tohost.backend.store;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The rules for names of mailboxes: levels separated by [#SEPARATOR], INBOX in any case, Unicode
/// in normal form C (RFC 9051 5.1), no control characters. Pure.
public final class MailboxName {
    /// Between the levels of a name.
    public static final char SEPARATOR = '/';

    /// The mailbox that every user has.
    public static final String INBOX = "INBOX";

    /// The longest name, in octets of UTF-8.
    public static final int MAX = 512;

    /// The most levels.
    public static final int MAX_DEPTH = 32;

    private MailboxName() {}

    /// {@return the one spelling of this name: normal form C, a first level INBOX in upper case}
    public static String canonical(String name) {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        int end = normal.indexOf(SEPARATOR);
        String first = end < 0 ? normal : normal.substring(0, end);
        return first.toUpperCase(Locale.ROOT).equals(INBOX)
                ? INBOX + normal.substring(first.length())
                : normal;
    }

    /// {@return the canonical form of a name for a new mailbox}
    ///
    /// @throws Failure.Refused if no mailbox may have this name: LIMIT if it is too long or too
    ///   deep, else NOT_PERMITTED
    public static String checked(String name) {
        String canonical = canonical(name);
        if (canonical.getBytes(StandardCharsets.UTF_8).length > MAX) {
            throw new Failure.Refused(Refusal.LIMIT, "a mailbox name above " + MAX + " octets");
        }
        if (!canonical.codePoints().allMatch(MailboxName::mayStand)) {
            throw new Failure.Refused(Refusal.NOT_PERMITTED, "a control character in a name");
        }
        String[] levels = canonical.split("/", -1);
        if (levels.length > MAX_DEPTH) {
            throw new Failure.Refused(Refusal.LIMIT, "more than " + MAX_DEPTH + " levels");
        }
        for (String level : levels) {
            if (level.isEmpty() || level.equals(".") || level.equals("..")) {
                // what copies mail into folders must not be led out of them
                throw new Failure.Refused(Refusal.NOT_PERMITTED, "a level without a name");
            }
        }
        return canonical;
    }

    /// {@return the names above this one, the topmost first}
    public static List<String> superiors(String name) {
        List<String> superiors = new ArrayList<>();
        for (int at = name.indexOf(SEPARATOR); at >= 0; at = name.indexOf(SEPARATOR, at + 1)) {
            superiors.add(name.substring(0, at));
        }
        return superiors;
    }

    /// {@return true if `name` lies below `superior`}
    public static boolean isBelow(String name, String superior) {
        return name.length() > superior.length()
                && name.startsWith(superior)
                && name.charAt(superior.length()) == SEPARATOR;
    }

    private static boolean mayStand(int c) {
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.SURROGATE
                && c != 0x2028
                && c != 0x2029;
    }
}
