package org.tohost.common.imap;

/// The pattern of LIST (RFC 9051 6.3.9): `*` stands for any characters, `%` for any but the
/// hierarchy delimiter. Matching takes at most length of name times length of pattern steps.
public record ListPattern(String pattern, char delimiter) {
    /// {@return true if the whole name fits; INBOX in any case is INBOX}
    public boolean matches(String name) {
        if (name.equals("INBOX") && pattern.equalsIgnoreCase("INBOX")) {
            return true;
        }
        // reach[j]: the pattern before j fits the name so far
        boolean[] reach = new boolean[pattern.length() + 1];
        reach[0] = true;
        closeOverWildCards(reach);
        for (int i = 0; i < name.length(); i++) {
            boolean[] next = new boolean[reach.length];
            char c = name.charAt(i);
            for (int j = 0; j < pattern.length(); j++) {
                if (!reach[j]) {
                    continue;
                }
                char p = pattern.charAt(j);
                if (p == '*' || (p == '%' && c != delimiter)) {
                    next[j] = true;
                } else if (p == c && p != '%') {
                    next[j + 1] = true;
                }
            }
            closeOverWildCards(next);
            reach = next;
        }
        return reach[pattern.length()];
    }

    private void closeOverWildCards(boolean[] reach) {
        for (int j = 0; j < pattern.length(); j++) {
            if (reach[j] && (pattern.charAt(j) == '*' || pattern.charAt(j) == '%')) {
                reach[j + 1] = true;
            }
        }
    }
}
