package org.tohost.common.authent;

import org.tohost.common.domain.UserId;

/// Names with wild cards: `*` stands for any text, `?` for one character; without any, what the
/// name has in it.
public record NamePattern(String pattern) {
    /// {@return the pattern that is written so}
    public static NamePattern of(String text) {
        boolean wild = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
        return new NamePattern(wild ? text : "*" + text + "*");
    }

    /// {@return true if the user is called so, in whichever case}
    public boolean matches(UserId user) {
        String name = user.name();
        int star = -1; // the last star, which may still grow
        int grown = 0; // where in the name what follows it was tried
        int at = 0;
        int in = 0;
        while (at < name.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                grown = at;
            } else if (in < pattern.length() && isOne(pattern.charAt(in), name.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++grown;
            } else {
                return false;
            }
        }
        return pattern.substring(in).chars().allMatch(c -> c == '*');
    }

    private static boolean isOne(char wanted, char given) {
        return wanted == '?' || Character.toLowerCase(wanted) == Character.toLowerCase(given);
    }
}
